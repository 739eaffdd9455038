package io.github.ciautoscaler.app.jar;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.plan.Reason;
import io.github.ciautoscaler.sandbox.wire.AccessLog;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * What docs/migrating.md tells an owner of the original to do, step by step: from its servers, with
 * jobs on them, to ours and back.
 */
class MigrationIT {

  private static final String TOKEN = "chosen-by-the-owner";
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Set<String> SERVERS =
      Set.of("ci-runner-0a1b2c01", "ci-runner-0a1b2c02", "ci-runner-0a1b2c03");

  /** So slow that no paid hour of theirs ends before the test does. */
  private static final double SPEED = 20;

  @Test
  void fromTheOriginalToOursAndBackNoServerAndNoJobIsLost() {
    try (WorldBeside world = WorldBeside.start("migration", 41, SPEED)) {
      Map<String, String> environment = OriginalEnvironment.of(world);
      OriginalServers original = new OriginalServers(environment);
      lookFirst(world, original, environment);

      // The one thing that going back needs and the original does not know.
      environment.put("ADMIN_TOKEN", TOKEN);
      try (JarProcess process = world.process(environment)) {
        adopt(world, process);
        String busy = letOneLeave(world, process);
        goBack(world, process);
        process.until("its word again", SOON, () -> state(process, busy).equals("Busy"));
        process.terminate();
        assertThat(process.awaitExit(Duration.ofSeconds(30))).isIn(0, 143);
        world.assertSilent(process);
      }

      assertThat(original.recognised()).containsExactlyInAnyOrderElementsOf(SERVERS);
      assertAsTheOriginalLeftThem(world);
      world.sandbox().change(inner -> inner.advance(Duration.ofHours(1)));
      assertThat(world.isEveryJobDone()).as("every job ran on to its end").isTrue();
      world.assertNothingBroken();
    }
  }

  /**
   * Beside the running original, {@code DRY_RUN=true}: it says what it would do, and writes
   * nothing.
   */
  private static void lookFirst(
      WorldBeside world, OriginalServers original, Map<String, String> environment) {
    Map<String, String> dry = new HashMap<>(environment);
    dry.put("DRY_RUN", "true");
    try (JarProcess process = world.process(dry)) {
      process.awaitFirstPass();
      SERVERS.stream().sorted().forEach(original::create);
      world.until(process, "the original's runners", SOON, () -> runners(world) == SERVERS.size());
      int writes = world.writes().size();
      world.push(2, Duration.ofMinutes(40));
      process.until("a word on each server", SOON, () -> wouldAdopt(process).equals(SERVERS));
      process.until("busy machines", SOON, () -> named(process, "Busy").size() == 2);

      assertThat(world.writes()).as("what it wrote").hasSize(writes);
      assertThat(process.json("/api/status").path("foreignServers").size()).isZero();
      process.terminate();
      process.awaitExit(Duration.ofSeconds(30));
    }
  }

  private static Set<String> wouldAdopt(JarProcess process) {
    return process
        .json("/api/decisions")
        .path("decisions")
        .valueStream()
        .filter(one -> one.path("action").asString("").equals("adopt"))
        .filter(one -> !one.path("done").asBoolean(true))
        .filter(one ->
            one.path("reason")
                .path("code")
                .asString("")
                .equals(Reason.Code.ADOPTED_FROM_ORIGINAL.name()))
        .map(one -> one.path("subject").asString(""))
        .collect(Collectors.toSet());
  }

  /** It watches 45 s first; then each server gets our label beside the original's. */
  private static void adopt(WorldBeside world, JarProcess process) {
    process.awaitFirstPass();
    Instant started = Instant.parse(process.json("/api/status").path("startedAt").asString(""));
    world.until(process, "adopted servers", SOON, () -> adopted(world).equals(SERVERS));

    assertThat(world.writes())
        .filteredOn(request -> request.method().equals("PUT"))
        .extracting(AccessLog.Entry::at)
        .allMatch(at -> !at.isBefore(started.plusSeconds(45)), "after 45 s of watching");
    process.until("busy machines", SOON, () -> named(process, "Busy").size() == 2);
    assertThat(named(process, "Idle")).hasSize(1);
  }

  private static Set<String> adopted(WorldBeside world) {
    return world
        .sandbox()
        .ask(inner ->
            inner.cloud().servers().stream()
                .filter(server -> server.labels().containsKey(Labels.INSTALLATION))
                .map(server -> server.name())
                .collect(Collectors.toSet()));
  }

  /** One machine is on its way out, though a job still runs there, when its owner goes back. */
  private static String letOneLeave(WorldBeside world, JarProcess process) {
    String busy = named(process, "Busy").iterator().next();
    // 409 until a pass has seen that it is ours.
    process.until(
        "a drain that is taken",
        SOON,
        () -> process.post("/api/nodes/" + busy + "/drain", TOKEN).statusCode() < 300);
    world.until(process, "a cordoned node", SOON, () -> cordoned(world).equals(Set.of(busy)));
    return busy;
  }

  /** Pause, and wait until {@code kubectl get nodes} shows no SchedulingDisabled. */
  private static void goBack(WorldBeside world, JarProcess process) {
    HttpResponse<String> paused = process.post("/api/pause", TOKEN);
    assertThat(paused.statusCode()).as(paused.body()).isBetween(200, 299);
    world.until(process, "no cordoned node", SOON, () -> cordoned(world).isEmpty());
    assertThat(process.json("/api/nodes").path("paused").asBoolean(false)).isTrue();
  }

  private static Set<String> cordoned(WorldBeside world) {
    return world
        .sandbox()
        .ask(inner ->
            inner.cluster().nodes().stream()
                .filter(node -> node.spec().unschedulable())
                .map(node -> node.name())
                .collect(Collectors.toSet()));
  }

  private static void assertAsTheOriginalLeftThem(WorldBeside world) {
    assertThat(world.servers()).containsExactlyInAnyOrderElementsOf(SERVERS);
    world
        .sandbox()
        .change(inner -> {
          for (String name : SERVERS) {
            var spec = inner.cluster().node(name).orElseThrow().spec();
            assertThat(spec.unschedulable()).as("cordoned: " + name).isFalse();
            assertThat(spec.taints())
                .as("taints of " + name)
                .doesNotContain(Labels.TERMINATION_TAINT);
            assertThat(spec.labels())
                .containsEntry("managed-by", "gitea-ci-autoscaler")
                .containsEntry("node-role", "ci-runner");
          }
          assertThat(inner.forge().runners())
              .hasSize(SERVERS.size())
              .noneMatch(row -> row.disabled());
        });
  }

  private static int runners(WorldBeside world) {
    return world.sandbox().ask(inner -> inner.forge().runners().size());
  }

  private static Set<String> named(JarProcess process, String state) {
    return nodes(process).stream()
        .filter(node -> node.path("state").asString("").equals(state))
        .map(node -> node.path("name").asString(""))
        .collect(Collectors.toSet());
  }

  private static String state(JarProcess process, String name) {
    return nodes(process).stream()
        .filter(node -> node.path("name").asString("").equals(name))
        .map(node -> node.path("state").asString(""))
        .findFirst()
        .orElse("gone");
  }

  private static List<JsonNode> nodes(JarProcess process) {
    return process.json("/api/nodes").path("nodes").valueStream().toList();
  }
}
