package io.github.ciautoscaler.hetzner;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.reconcile.Outcome;
import java.time.InstantSource;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Deleting and relabelling a server. */
class HetznerChangeTest {

  @StartStop private final MockWebServer server = new MockWebServer();

  @Test
  void anAcceptedDeleteIsDone() throws Exception {
    server.enqueue(HetznerApi.ok(HetznerApi.fixture("delete-200.json")));
    server.enqueue(new MockResponse.Builder().code(204).build());
    HetznerCloud cloud = HetznerApi.cloud(server);

    assertThat(cloud.delete(117748834)).isEqualTo(new Outcome.Done());
    assertThat(cloud.delete(117748834)).isEqualTo(new Outcome.Done());
    assertThat(HetznerApi.taken(server).getRequestLine())
        .isEqualTo("DELETE /v1/servers/117748834 HTTP/1.1");
  }

  @Test
  void aDeleteWhoseActionFailedAtOnceIsNotDone() {
    server.enqueue(HetznerApi.ok(HetznerApi.fixture("delete-200-failed.json")));

    assertThat(HetznerApi.cloud(server).delete(42)).isInstanceOf(Outcome.Transient.class);
  }

  @Test
  void aDeleteOfWhatIsGoneIsDone() {
    server.enqueue(HetznerApi.error(404, "not_found", "server not found"));
    server.enqueue(new MockResponse.Builder().code(404).build());
    HetznerCloud cloud = HetznerApi.cloud(server);

    assertThat(cloud.delete(42)).isEqualTo(new Outcome.Gone());
    assertThat(cloud.delete(42)).isEqualTo(new Outcome.Gone());
  }

  @Test
  void aProxysPageNotFoundDoesNotMeanThatTheServerIsGone() {
    server.enqueue(HetznerApi.json(404, "<html>no such host</html>").build());

    assertThat(HetznerApi.cloud(server).delete(42)).isInstanceOf(Outcome.Transient.class);
  }

  @ParameterizedTest(name = "a delete answered {0} {1} is {2}")
  @CsvSource({
    "401,unauthorized,Unauthorized",
    "401,token_readonly,Unauthorized",
    "403,forbidden,Forbidden",
    "403,maintenance,Transient",
    "409,conflict,Transient",
    "423,locked,Locked",
    "429,rate_limit_exceeded,RateLimited",
    "500,server_error,Unknown",
    "502,'',Unknown",
    "503,unavailable,Unknown",
    "504,timeout,Unknown"
  })
  void aFailedDeleteHasItsReaction(int status, String code, String reaction) {
    server.enqueue(HetznerApi.error(status, code, "told"));

    Outcome outcome = HetznerApi.cloud(server).delete(42);

    assertThat(outcome.getClass().getSimpleName()).isEqualTo(reaction);
    assertThat(((Outcome.Failure) outcome).message()).contains("DELETE /servers/42");
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void aProtectedServerStaysProtected() {
    server.enqueue(HetznerApi.error(423, "protected", "server is protected"));

    Outcome outcome = HetznerApi.cloud(server).delete(42);

    assertThat(outcome).isInstanceOf(Outcome.Forbidden.class);
    assertThat(((Outcome.Failure) outcome).message()).contains("stays as it is");
    assertThat(server.getRequestCount()).as("protection is never taken off").isEqualTo(1);
  }

  @Test
  void aDeleteWithoutAnAnswerMayHaveHappened() {
    server.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());

    assertThat(HetznerApi.impatient(server).delete(42)).isInstanceOf(Outcome.Unknown.class);
  }

  @Test
  void aDeleteThatFindsNoOneListeningSurelyDidNotHappen() throws Exception {
    String url = server.url("/v1").toString();
    server.close();
    HetznerCloud cloud =
        new HetznerCloud(
            HetznerApi.client(url), HetznerApi.SETTINGS, InstantSource.fixed(HetznerApi.NOW));

    assertThat(cloud.delete(42)).isInstanceOf(Outcome.Transient.class);
  }

  @Test
  void relabellingReplacesTheWholeMap() throws Exception {
    server.enqueue(HetznerApi.ok("{\"server\":" + HetznerApi.server(42) + "}"));

    Outcome outcome =
        HetznerApi.cloud(server)
            .relabel(42, Map.of("managed-by", "gitea-ci-autoscaler", "team", ""));

    assertThat(outcome).isEqualTo(new Outcome.Done());
    RecordedRequest request = HetznerApi.taken(server);
    assertThat(request.getRequestLine()).isEqualTo("PUT /v1/servers/42 HTTP/1.1");
    assertThat(HetznerApi.text(request))
        .isEqualTo("{\"labels\":{\"managed-by\":\"gitea-ci-autoscaler\",\"team\":\"\"}}");
  }

  @ParameterizedTest(name = "a relabelling answered {0} {1} is {2}")
  @CsvSource({
    "404,not_found,Missing",
    "409,conflict,Transient",
    "422,invalid_input,Invalid",
    "423,locked,Locked",
    "502,'',Unknown"
  })
  void aFailedRelabellingHasItsReaction(int status, String code, String reaction) {
    server.enqueue(HetznerApi.error(status, code, "told"));

    assertThat(HetznerApi.cloud(server).relabel(42, Map.of()).getClass().getSimpleName())
        .isEqualTo(reaction);
  }
}
