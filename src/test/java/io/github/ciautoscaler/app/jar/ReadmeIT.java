package io.github.ciautoscaler.app.jar;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.shipping.CodeBlocks;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every request that README shows, pasted into a shell beside the sandbox with two pools. */
class ReadmeIT {

  private static final String TOKEN = "of-the-owner";

  /** What README's examples are called, and a reader has otherwise. */
  private static final String JOB = "4711";

  private static final String MACHINE = "ci-runner-0a1b2c3d";

  @TempDir Path directory;

  @Test
  void every_request_of_the_readme_is_answered() throws Exception {
    try (JarProcess process =
        JarProcess.start(
                directory.resolve("readme.log"),
                Map.of(
                    "SPRING_PROFILES_ACTIVE", "sandbox",
                    "SANDBOX_SCENARIO", "two-pools",
                    "SANDBOX_SPEED", "20",
                    "ADMIN_TOKEN", TOKEN))
            .awaitFirstPass()) {
      process.postJson("/sandbox/jobs", "{\"labels\":[\"linux\",\"gpu\"],\"count\":1}");
      process.until(
          "a machine, and a job that waits",
          Duration.ofSeconds(60),
          () -> machine(process) != null && waiting(process) != null);

      List<String> requests = requests();

      assertThat(requests).hasSizeGreaterThan(10);
      for (String request : requests) {
        run(request, process);
      }
    }
  }

  private static @Nullable String waiting(JarProcess process) {
    return process
        .json("/api/jobs")
        .path("jobs")
        .valueStream()
        .map(job -> job.path("id").asString())
        .findFirst()
        .orElse(null);
  }

  /** One that is in service: a machine without a Node cannot be drained. */
  private static @Nullable String machine(JarProcess process) {
    return process
        .json("/api/nodes")
        .path("nodes")
        .valueStream()
        .filter(node -> Set.of("Busy", "Idle").contains(node.path("state").asString("")))
        .map(node -> node.path("name").asString())
        .findFirst()
        .orElse(null);
  }

  /** Each with its continued lines; what needs kubectl as well is none of the sandbox's. */
  private static List<String> requests() throws IOException {
    return CodeBlocks.of(Path.of("README.md")).stream()
        .filter(block -> block.language().equals(CodeBlocks.SHELL))
        .filter(block -> !block.text().contains("kubectl"))
        .flatMap(block -> Stream.of(block.text().split("(?<!\\\\)\n")))
        .filter(line -> line.strip().startsWith("curl "))
        .toList();
  }

  private void run(String request, JarProcess process) throws Exception {
    URI address = URI.create(process.address());
    String job = Objects.requireNonNull(waiting(process));
    String name = Objects.requireNonNull(machine(process));
    String pasted =
        request
            .replace("curl -s", "curl -sS --fail-with-body")
            .replace("localhost:8080", address.getHost() + ":" + address.getPort())
            .replace("/" + JOB, "/" + job)
            .replace(MACHINE, name);
    ProcessBuilder shell = new ProcessBuilder("bash", "-c", pasted).redirectErrorStream(true);
    shell.environment().put("ADMIN_TOKEN", TOKEN);
    Process bash = shell.start();
    String answer = new String(bash.getInputStream().readAllBytes());
    assertThat(bash.waitFor(20, TimeUnit.SECONDS)).as(request).isTrue();
    assertThat(bash.exitValue()).as(request + "\n" + answer).isZero();
    assertThat(answer).as(request).isNotBlank();
  }
}
