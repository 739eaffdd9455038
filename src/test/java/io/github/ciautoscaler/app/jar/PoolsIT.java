package io.github.ciautoscaler.app.jar;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.simulator.JobSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The file of docs/pools.md, word for word: two architectures, one of them with two slots. */
class PoolsIT {

  private static final Duration SOON = Duration.ofSeconds(90);
  private static final String TOKEN = "of-the-owner";

  private static Path file(Path directory) throws IOException {
    String page = Files.readString(Path.of("docs/pools.md"));
    String file = page.substring(page.indexOf("autoscaler:"), page.indexOf("```\n\nWhat a pool"));
    return Files.writeString(directory.resolve("pools.yaml"), file);
  }

  private static void push(WorldBeside beside, int count, String... labels) {
    List<JobSpec> jobs = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      jobs.add(JobSpec.of("build (" + i + ")", Duration.ofMinutes(4), labels));
    }
    beside.sandbox().change(world -> world.forge().submit(world.forge().repos().getFirst(), jobs));
  }

  private static List<JsonNode> nodes(JarProcess process, String pool) {
    return process
        .json("/api/nodes")
        .path("nodes")
        .valueStream()
        .filter(node -> node.path("pool").asString("").equals(pool))
        .toList();
  }

  private static int busyJobs(JarProcess process, String pool) {
    return nodes(process, pool).stream().mapToInt(node -> node.path("jobs").size()).sum();
  }

  private static void holdsUpOnePool(JarProcess process) {
    assertThat(process.post("/api/pools/arm64/pause", TOKEN).statusCode()).isEqualTo(200);
    assertThat(process.json("/api/pools").at("/pools/1/health/pause").isNull()).isFalse();
    process.until(
        "the pause is why nothing is launched",
        SOON,
        () ->
            process
                .json("/api/pools")
                .at("/pools/1/reason/code")
                .asString("")
                .equals("POOL_PAUSED"));
    assertThat(process.json("/api/pools").at("/pools/0/reason").isNull()).isTrue();

    assertThat(process.post("/api/pools/arm64/resume", TOKEN).statusCode()).isEqualTo(200);
    assertThat(process.post("/api/pools/amr64/resume", TOKEN).body()).contains("amd64, arm64");
  }

  /** A wrong file is told of and changes nothing; the mended one is in use without a restart. */
  private static void followsItsFile(JarProcess process, Path file) throws IOException {
    String right = Files.readString(file);
    Files.writeString(file, right.replace("max: 3", "max: three"));
    process.until("the wrong file is refused", SOON, () -> !problems(process).isEmpty());
    assertThat(problems(process).get(0).path("what").asString("")).contains("pools[1].max");
    assertThat(problems(process).get(0).path("from").asString("")).startsWith(file + ":");
    process.until(
        "the metric tells of it",
        SOON,
        () ->
            process
                .get("/actuator/prometheus")
                .body()
                .contains("autoscaler_config_reload_failed 1.0"));

    Files.writeString(file, right.replace("max-nodes: 8", "max-nodes: 7"));
    process.until(
        "the mended file is in use",
        SOON,
        () -> process.json("/api/status").at("/nodes/maximum").asInt(0) == 7);
    assertThat(problems(process)).isEmpty();
  }

  private static JsonNode problems(JarProcess process) {
    return process.json("/api/status").at("/configuration/problems");
  }

  @Test
  void jobs_of_two_architectures_get_machines_of_their_pools(@TempDir Path directory)
      throws IOException {
    try (WorldBeside beside = WorldBeside.start("pools", 21)) {
      beside
          .sandbox()
          .change(world -> {
            world.forge().labelRunners("amd64", Set.of("linux", "amd64"));
            world.forge().labelRunners("arm64", Set.of("linux", "arm64"));
            world.cluster().deployRunners("amd64", 2);
          });
      Map<String, String> environment = beside.environment();
      environment.remove("MAX_NODES"); // the file says it
      environment.put("ADMIN_TOKEN", TOKEN);
      Path file = file(directory);
      environment.put("SPRING_CONFIG_ADDITIONAL_LOCATION", file.toUri().toString());
      try (JarProcess process = beside.process(environment)) {
        process.awaitFirstPass();
        push(beside, 2, "linux", "amd64");
        push(beside, 1, "linux", "arm64");

        beside.until(
            process,
            "both kinds run",
            SOON,
            () -> busyJobs(process, "amd64") == 2 && busyJobs(process, "arm64") == 1);

        assertThat(nodes(process, "amd64")).as("two jobs share one machine").hasSize(1);
        assertThat(nodes(process, "arm64"))
            .singleElement()
            .satisfies(node ->
                assertThat(node.path("server").path("type").asString("")).isEqualTo("cax21"));
        beside.until(process, "every job is done", SOON, beside::isEveryJobDone);
        holdsUpOnePool(process);
        followsItsFile(process, file);
        beside.assertServedAndSilent(process);
      }
    }
  }
}
