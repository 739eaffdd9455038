package io.github.ciautoscaler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.reconcile.ServerTime;
import java.time.Instant;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The API server says what time it is in each answer, refusals included. */
class ServerDateTest {

  @RegisterExtension final ScriptedApi api = new ScriptedApi();

  @Test
  void an_answer_tells_its_time() {
    api.answers(
        new MockResponse.Builder()
            .code(403)
            .setHeader("Date", "Sun, 22 Nov 2026 12:01:30 GMT")
            .body("{}")
            .build());
    KubernetesCluster cluster = api.cluster();

    cluster.nodes();

    assertThat(cluster.serverTime())
        .contains(new ServerTime(Instant.parse("2026-11-22T12:01:30Z"), ScriptedApi.NOW));
  }
}
