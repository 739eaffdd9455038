package io.github.ciautoscaler.app.jar;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The sandbox's scenarios, each played by the jar as README starts it. A second in which the
 * machine has no time for it is minutes of that world: how many machines come, and when, is asked
 * by ScenesTest in the world's own time.
 */
class ScenariosIT {

  private static final Duration SOON = Duration.ofSeconds(120);

  @TempDir Path directory;

  private JarProcess start(String scenario, int speed) {
    return JarProcess.start(
            directory.resolve(scenario + ".log"),
            Map.of(
                "SPRING_PROFILES_ACTIVE",
                "sandbox",
                "SANDBOX_SCENARIO",
                scenario,
                "SANDBOX_SPEED",
                String.valueOf(speed),
                "POLL_INTERVAL_SECS",
                "10"))
        .awaitFirstPass();
  }

  private static void until(JarProcess process, String what, BooleanSupplier holds) {
    process.until(what, SOON, holds);
    JsonNode lost = process.json("/sandbox/world").path("jobsThatLostTheirRunner");
    assertThat(lost.valueStream()).as("lost jobs").isEmpty();
  }

  private static boolean areDone(JarProcess process, int jobs) {
    return process.json("/sandbox/world").at("/jobs/success").asInt(0) >= jobs;
  }

  private static int mostMachines(JarProcess process) {
    return process.json("/sandbox/world").path("maxManagedServersAlive").asInt(-1);
  }

  private static List<JsonNode> nodes(JarProcess process) {
    return process.json("/api/nodes").path("nodes").valueStream().toList();
  }

  private static Set<String> types(JarProcess process) {
    return nodes(process).stream()
        .map(node -> node.at("/server/type").asString(""))
        .filter(type -> !type.isEmpty())
        .collect(Collectors.toSet());
  }

  private static List<Instant> paidUntil(JarProcess process) {
    return nodes(process).stream()
        .map(node -> node.at("/billing/paidUntil").asString(""))
        .filter(until -> !until.isEmpty())
        .map(Instant::parse)
        .toList();
  }

  private static String whyNoMore(JarProcess process) {
    return process.json("/api/pools").at("/pools/0/reason/code").asString("");
  }

  @Test
  void two_pools_serve_jobs_of_two_architectures() {
    try (JarProcess process = start("two-pools", 120)) {
      until(process, "both types work", () -> types(process).equals(Set.of("ccx23", "cax21")));
      until(process, "every job is done", () -> areDone(process, 6));
    }
  }

  @Test
  void a_type_that_is_sold_out_is_taken_again_when_it_is_back() {
    try (JarProcess process = start("stock-out", 300)) {
      until(process, "the second type serves", () -> types(process).contains("ccx33"));
      assertThat(types(process)).doesNotContain("ccx23");
      until(process, "the first type is back", () -> types(process).contains("ccx23"));
    }
  }

  /** An hour off is what a wrong clock would be; some minutes are a crowded machine's. */
  @Test
  void a_schedule_keeps_to_the_clock_of_its_place_when_summer_time_ends() {
    try (JarProcess process = start("workday", 400)) {
      until(process, "two are held ready", () -> paidUntil(process).size() == 2);
      Instant threeOClock = Instant.parse("2026-10-25T02:00:00Z");
      assertThat(paidUntil(process))
          .map(until -> until.minus(Duration.ofHours(1)))
          .allSatisfy(
              created -> assertThat(created).isBetween(threeOClock, threeOClock.plusSeconds(900)));
    }
  }

  @Test
  void each_job_gets_a_fresh_machine() {
    try (JarProcess process = start("fresh-machines", 300)) {
      until(process, "three jobs are done", () -> areDone(process, 3));
      until(process, "they are used up", () -> process.log().contains("USED_UP"));
    }
  }

  @Test
  void an_organisations_jobs_are_served_without_a_site_administrator() {
    try (JarProcess process = start("org-scope", 300)) {
      until(process, "three jobs are done", () -> areDone(process, 3));
      until(process, "a machine goes", () -> process.log().contains("HOUR_ENDS"));
      assertThat(process.json("/sandbox/requests").toString()).doesNotContain("/api/v1/admin/");
    }
  }

  @Test
  void a_limit_of_the_spend_is_kept_and_named() {
    try (JarProcess process = start("spend-limit", 300)) {
      until(process, "the limit is named", () -> whyNoMore(process).equals("SPEND_LIMIT"));
      until(process, "every job is done", () -> areDone(process, 5));
      assertThat(mostMachines(process)).isLessThanOrEqualTo(2);
      JsonNode cost = process.json("/api/status").path("cost");
      assertThat(cost.path("maxPerHour").asString("")).isEqualTo("0.30");
    }
  }

  @Test
  void replicas_that_keep_apart_get_a_machine_each() {
    try (JarProcess process = start("pending-pods", 400)) {
      until(process, "each has a machine", () -> inService(process) == 5);
      assertThat(process.log()).contains("PODS_PENDING");
    }
  }

  @Test
  void the_talos_guides_machines_come_for_its_pods() {
    try (JarProcess process = start("talos", 400)) {
      until(process, "each has a machine", () -> inService(process) == 5);
      assertThat(servers(process))
          .allSatisfy(server -> {
            assertThat(server.path("labels").path("ci-autoscaler.io/pool").asString(""))
                .isEqualTo("workers-fsn1");
            assertThat(server.at("/image/id").asLong(0)).isEqualTo(123456789);
            assertThat(server.at("/server_type/name").asString("")).isEqualTo("cpx22");
            assertThat(server.at("/location/name").asString("")).isEqualTo("fsn1");
            assertThat(server.at("/private_net/0/network").asInt(0)).isEqualTo(457);
            assertThat(server.at("/public_net/ipv4").isObject()).isTrue();
            assertThat(server.at("/public_net/ipv6").isNull()).isTrue();
          });
    }
  }

  @Test
  void the_gitlab_guides_pool_holds_eight_slots_ready_beside_its_jobs() {
    try (JarProcess process = start("gitlab", 300)) {
      until(process, "eight slots are free", () -> slots(process, "idle") >= 8);
      assertThat(process.json("/api/pools").at("/pools/0/capacity/idleCount").asInt(0))
          .isEqualTo(8);
      assertThat(types(process)).containsExactly("cpx21");
      until(process, "every job is done", () -> areDone(process, 10));
    }
  }

  private static int slots(JarProcess process, String kind) {
    return process.json("/api/pools").at("/pools/0/slots").path(kind).asInt(-1);
  }

  /** As the simulated cloud shows them. */
  private static List<JsonNode> servers(JarProcess process) {
    Map<String, String> environment =
        process
            .get("/sandbox/environment")
            .body()
            .lines()
            .map(line -> line.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    return process
        .get(
            environment.getOrDefault("HCLOUD_ENDPOINT", "") + "/servers",
            environment.getOrDefault("HETZNER_API_TOKEN", ""))
        .path("servers")
        .valueStream()
        .toList();
  }

  private static long inService(JarProcess process) {
    return nodes(process).stream()
        .map(node -> node.path("state").asString(""))
        .filter(Set.of("Idle", "Busy")::contains)
        .count();
  }
}
