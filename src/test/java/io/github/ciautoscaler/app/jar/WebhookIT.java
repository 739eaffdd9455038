package io.github.ciautoscaler.app.jar;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The sandbox's scenario webhook, from its installation to a loss that is found and mended. */
class WebhookIT {

  private static final Duration SOON = Duration.ofSeconds(120);

  @TempDir Path directory;

  private static JsonNode hook(JarProcess process) {
    return process.json("/api/status").path("webhook");
  }

  private static void untilIs(JarProcess process, String state) {
    process.until(
        "the webhook is " + state,
        SOON,
        () -> hook(process).path("state").asString("").equals(state));
  }

  @Test
  void a_webhook_is_installed_lost_and_found() {
    try (JarProcess process =
        JarProcess.start(
                directory.resolve("webhook.log"),
                Map.of(
                    "SPRING_PROFILES_ACTIVE",
                    "sandbox",
                    "SANDBOX_SCENARIO",
                    "webhook",
                    "SANDBOX_SPEED",
                    "30"))
            .awaitFirstPass()) {
      String url = "{\"url\":\"" + process.address() + "\"}";
      assertThat(process.postJson("/api/webhook/install", url).body())
          .contains("\"change\":\"CREATED\"", "/hooks/forge");
      assertThat(process.postJson("/api/webhook/install", url).body())
          .contains("\"change\":\"REPAIRED\"");

      untilIs(process, "WORKING");
      untilIs(process, "BROKEN");
      assertThat(process.get("/api/status").body()).contains("WEBHOOK_BROKEN");
      assertThat(hook(process).at("/missing/job").asLong(0)).isPositive();
      untilIs(process, "WORKING");

      assertThat(process.get("/api/status").body()).doesNotContain("WEBHOOK_BROKEN");
      JsonNode lost = process.json("/sandbox/world").path("jobsThatLostTheirRunner");
      assertThat(lost.valueStream()).as("lost jobs").isEmpty();
    }
  }
}
