package io.github.ciautoscaler.forge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.reconcile.Outcome;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Disabling, enabling and deleting runners: each outcome by the reaction that it needs. */
@Timeout(60)
class GiteaWriteTest {

  @StartStop public final MockWebServer server = new MockWebServer();

  @Test
  void disableIsDoneWhenTheRowSaysSo() throws Exception {
    Recorded recorded = replay("runner-disable-while-running");

    assertThat(forge().disable(1)).isEqualTo(new Outcome.Done());

    assertSent(recorded, recorded.requestBody());
  }

  @Test
  void enableIsDoneWhenTheRowSaysSo() throws Exception {
    Recorded recorded = replay("runner-enable");

    assertThat(forge().enable(1)).isEqualTo(new Outcome.Done());

    assertSent(recorded, recorded.requestBody());
  }

  @Test
  void deleteIsDone() throws Exception {
    Recorded recorded = replay("runner-delete-while-running");

    assertThat(forge().delete(3)).isEqualTo(new Outcome.Done());

    assertSent(recorded, "");
  }

  @Test
  void aDisableWhoseAnswerShowsAnEnabledRunnerIsNotDone() {
    replay("runner-get");

    assertThat(forge().disable(1)).isInstanceOf(Outcome.Unknown.class);
  }

  @Test
  void aPageOfSomebodyElseIsNotDone() {
    server.enqueue(ScriptedGitea.status(200, "<html>please log in</html>"));
    server.enqueue(ScriptedGitea.status(200, "<html>please log in</html>"));

    assertThat(forge().disable(1)).isInstanceOf(Outcome.Unknown.class);
    assertThat(forge().delete(1)).isInstanceOf(Outcome.Unknown.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"error-404-runner-patch", "error-404-runner-delete-twice"})
  void aRunnerThatGiteaDoesNotKnowIsGone(String name) {
    replay(name);
    replay(name);
    replay(name);

    assertThat(forge().disable(9999)).isEqualTo(new Outcome.Gone());
    assertThat(forge().enable(9999)).isEqualTo(new Outcome.Gone());
    assertThat(forge().delete(9999)).isEqualTo(new Outcome.Gone());
  }

  @ParameterizedTest
  @ValueSource(strings = {"registration-token-old-path", "error-405"})
  void aForgeWithoutTheCallSaysWhichVersionHasIt(String name) {
    replay(name);

    Outcome outcome = forge().disable(1);

    assertThat(outcome).isInstanceOf(Outcome.Unsupported.class);
    assertThat(message(outcome)).contains("1.26");
  }

  @Test
  void anUnknownPathDoesNotMeanThatARunnerIsGone() {
    replay("registration-token-old-path");

    assertThat(forge().delete(1)).isInstanceOf(Outcome.Unsupported.class);
  }

  @ParameterizedTest
  @CsvSource({
    "error-401-bad-token, Unauthorized, GITEA_ADMIN_TOKEN",
    "error-401-no-token, Unauthorized, token is required",
    "error-403-patch-read-only, Forbidden, write:admin",
    "error-403-registration-token-read-only, Forbidden, write:admin",
    "error-403-not-admin, Forbidden, site admin",
    "error-422-patch-empty, Invalid, Required"
  })
  void aRefusalSaysHowToMendIt(String name, String kind, String said) {
    for (Outcome outcome : everyWrite(Recorded.named(name).answer())) {
      assertThat(outcome.getClass().getSimpleName()).isEqualTo(kind);
      assertThat(message(outcome)).contains(said);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "500, Unknown",
    "502, Unknown",
    "503, Transient",
    "504, Unknown",
    "301, Invalid",
    "400, Invalid"
  })
  void anotherStatusIsToldByWhetherItMayHaveHappened(int status, String kind) {
    for (Outcome outcome : everyWrite(ScriptedGitea.status(status, "<html>oops</html>"))) {
      assertThat(outcome.getClass().getSimpleName()).isEqualTo(kind);
      assertThat(message(outcome)).contains(String.valueOf(status)).doesNotContain("<html>");
    }
  }

  @Test
  void tooManyRequestsWaitAsTold() {
    server.enqueue(new MockResponse.Builder().code(429).addHeader("Retry-After", "7").build());
    server.enqueue(new MockResponse.Builder().code(429).addHeader("Retry-After", "soon").build());

    assertThat(forge().disable(1))
        .isInstanceOfSatisfying(
            Outcome.RateLimited.class,
            it -> assertThat(it.retryAfter()).isEqualTo(Duration.ofSeconds(7)));
    assertThat(forge().disable(1))
        .isInstanceOfSatisfying(
            Outcome.RateLimited.class, it -> assertThat(it.retryAfter()).isNull());
  }

  @Test
  void aWriteWithoutAnAnswerMayHaveHappened() {
    server.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());

    assertThat(ScriptedGitea.forge(server, Duration.ofSeconds(1)).disable(1))
        .isInstanceOf(Outcome.Unknown.class);
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void aWriteThatIsCutOffMayHaveHappenedAndIsNotRepeated() {
    server.enqueue(
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());

    assertThat(forge().disable(1)).isInstanceOf(Outcome.Unknown.class);
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void aWriteThatFindsNobodySurelyDidNotHappen() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0)) {
      port = closed.getLocalPort();
    }

    assertThat(ScriptedGitea.forge("http://127.0.0.1:" + port, Duration.ofSeconds(5)).delete(1))
        .isInstanceOf(Outcome.Transient.class);
  }

  private List<Outcome> everyWrite(MockResponse answer) {
    ScriptedGitea.dispatch(server, _ -> answer);
    return List.of(forge().disable(1), forge().enable(1), forge().delete(1));
  }

  private void assertSent(Recorded recorded, String body) throws InterruptedException {
    RecordedRequest request = server.takeRequest();
    assertThat(request.getMethod() + " " + request.getTarget()).isEqualTo(recorded.requestLine());
    assertThat(request.getBody() == null ? "" : request.getBody().utf8()).isEqualTo(body);
  }

  private static String message(Outcome outcome) {
    return outcome instanceof Outcome.Failure failure ? failure.message() : "";
  }

  private GiteaForge forge() {
    return ScriptedGitea.forge(server);
  }

  private Recorded replay(String name) {
    Recorded recorded = Recorded.named(name);
    server.enqueue(recorded.answer());
    return recorded;
  }
}
