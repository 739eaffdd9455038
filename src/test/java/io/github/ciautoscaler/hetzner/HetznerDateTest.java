package io.github.ciautoscaler.hetzner;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.reconcile.ServerTime;
import java.time.Instant;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Hetzner says what time it is in each answer: its paid hours are counted by it. */
@Timeout(60)
class HetznerDateTest {

  @StartStop public final MockWebServer server = new MockWebServer();

  @Test
  void an_answer_tells_its_time() {
    server.enqueue(
        new MockResponse.Builder()
            .code(404)
            .setHeader("Date", "Sat, 21 Nov 2026 12:01:30 GMT")
            .build());
    HetznerCloud cloud = HetznerApi.cloud(server);

    cloud.find(42);

    assertThat(cloud.serverTime())
        .contains(new ServerTime(Instant.parse("2026-11-21T12:01:30Z"), HetznerApi.NOW));
  }
}
