package io.github.ciautoscaler.app.jar;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.sandbox.kubernetes.Rbac;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** An owner of the original swaps the image, and changes neither the environment nor the RBAC. */
class OriginalEnvironmentIT {

  private static final Duration SOON = Duration.ofSeconds(60);

  @Test
  void theOriginalsEnvironmentAndRightsServeAJobAndATermSignalEndsIt() {
    try (WorldBeside world = WorldBeside.start("original-environment", 11);
        Pushgateway pushgateway = Pushgateway.start()) {
      world.sandbox().permit(Rbac.ORIGINAL);
      Map<String, String> environment = OriginalEnvironment.of(world);
      environment.put("PUSHGATEWAY_URL", pushgateway.url());
      try (JarProcess process = world.process(environment)) {
        process.awaitFirstPass();
        world.push(1, Duration.ofMinutes(2));
        world.until(process, "the job has a machine", SOON, () -> hasBusyNode(process));

        assertAnswers(process);
        assertMissingRights(process.json("/api/status"));
        assertPushed(pushgateway, process);
        world.until(process, "the job is done", SOON, world::isEveryJobDone);
        world.assertServedAndSilent(process);

        assertEndsByItself(world, process);
        world.assertSilent(process);
        assertThat(world.truth().path("joinTokens").asInt())
            .as("join tokens, which the original's rights do not allow")
            .isZero();
      }
    }
  }

  private static boolean hasBusyNode(JarProcess process) {
    JsonNode nodes = process.json("/api/nodes").path("nodes");
    return nodes.size() == 1
        && nodes.get(0).path("state").asString("").equals("Busy")
        && nodes.get(0).path("jobs").size() == 1;
  }

  private static void assertAnswers(JarProcess process) {
    assertThat(process.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
    assertThat(process.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
    HttpResponse<String> scraped = process.get("/actuator/prometheus");
    assertThat(scraped.statusCode()).isEqualTo(200);
    assertThat(scraped.body())
        .contains("autoscaler_nodes_created_total", "autoscaler_desired_nodes");
    assertThat(process.get("/api/docs/nothing-here").statusCode()).isEqualTo(404);
  }

  private static void assertMissingRights(JsonNode status) {
    assertThat(status.path("mode").asString("")).isEqualTo("ACTING");
    assertThat(status.path("singleReplicaOnly").asBoolean(false)).isTrue();
    assertThat(status.path("lastPass").path("succeeded").asBoolean(false)).isTrue();
    List<JsonNode> missing = status.path("missingPermissions").valueStream().toList();
    assertThat(missing)
        .extracting(one -> one.path("permission").asString(""))
        .contains("EVENTS", "LEASES", "CONFIG_MAPS", "JOIN_TOKENS");
    assertThat(missing)
        .extracting(one -> one.path("grant").asString(""))
        .allMatch(yaml -> yaml.contains("apiGroups") && yaml.contains("verbs"));
  }

  private static void assertPushed(Pushgateway pushgateway, JarProcess process) {
    process.until("a push of metrics", SOON, () -> !pushgateway.pushed().isEmpty());
    assertThat(pushgateway.pushed())
        .allMatch(path -> path.startsWith("/metrics/job/"), "the Pushgateway's path");
  }

  private static void assertEndsByItself(WorldBeside world, JarProcess process) {
    process.terminate();
    world.push(2, Duration.ofMinutes(1));
    process.until("its last word", SOON, () -> process.log().contains("Stopped; "));
    int writes = world.writes().size();

    assertThat(process.awaitExit(Duration.ofSeconds(30))).isIn(0, 143);
    assertThat(process.log()).contains("Stopped; nothing is under way.");
    assertThat(world.writes()).as("changes after the last word").hasSize(writes);
  }
}
