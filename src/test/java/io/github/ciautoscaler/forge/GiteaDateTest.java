package io.github.ciautoscaler.forge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.reconcile.ServerTime;
import java.time.Instant;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Gitea says what time it is in each answer, refusals included. */
@Timeout(60)
class GiteaDateTest {

  @StartStop public final MockWebServer server = new MockWebServer();

  @Test
  void an_answer_tells_its_time() {
    GiteaForge forge = ScriptedGitea.forge(server);
    assertThat(forge.serverTime()).isEmpty();
    server.enqueue(
        new MockResponse.Builder()
            .code(401)
            .setHeader("Date", "Mon, 23 Nov 2026 12:01:30 GMT")
            .body("{}")
            .build());

    forge.blocked();

    assertThat(forge.serverTime())
        .map(ServerTime::said)
        .contains(Instant.parse("2026-11-23T12:01:30Z"));
  }
}
