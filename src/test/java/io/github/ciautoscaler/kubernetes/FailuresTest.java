package io.github.ciautoscaler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.NodePatch;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Reading.Trouble;
import io.github.ciautoscaler.reconcile.Outcome;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresTest {

  @RegisterExtension final ScriptedApi api = new ScriptedApi();

  @Test
  void everyRequestCarriesTheToken() {
    api.answers("nodes-control-plane.json", "node-cordon.json");

    api.cluster().nodes();
    patch(TimeLimits.DEFAULT);

    assertThat(api.asked().authorization()).isEqualTo("Bearer t0ken");
    assertThat(api.asked().authorization()).isEqualTo("Bearer t0ken");
  }

  @Test
  void aBadTokenIsUnauthorized() {
    api.answers("error-401-bad-token.json", "error-401-bad-token.json");

    Reading.Failed<?> failed = failed();
    assertThat(failed.trouble()).isEqualTo(Trouble.UNAUTHORIZED);
    assertThat(failed.problem()).contains("401 Unauthorized").doesNotContain("t0ken");
    assertThat(patch(TimeLimits.DEFAULT)).isInstanceOf(Outcome.Unauthorized.class);
  }

  @ParameterizedTest
  @CsvSource({"error-403-no-rbac.json", "error-403-anonymous.json"})
  void aReadThatIsNotAllowedNamesTheRuleThatIsMissing(String recording) {
    api.answers(recording);

    Reading.Failed<?> failed = failed();
    assertThat(failed.trouble()).isEqualTo(Trouble.FORBIDDEN);
    assertThat(failed.problem())
        .contains("cannot list resource \"nodes\"")
        .contains("{apiGroups: [\"\"], resources: [nodes], verbs: [list]} in a ClusterRole");
  }

  @ParameterizedTest
  @CsvSource({
    "429,RATE_LIMITED,RateLimited",
    "404,UNSUPPORTED,Missing",
    "500,UNREACHABLE,Unknown",
    "502,UNREACHABLE,Unknown",
    "503,UNREACHABLE,Transient",
    "504,TIMED_OUT,Unknown",
    "422,GARBLED,Invalid",
    "302,GARBLED,Invalid"
  })
  void anAnswerIsToldApartByTheReaction(int code, Trouble trouble, String outcome) {
    String page = "<html>secret page of a gateway</html>";
    api.answers(code, page).answers(code, page);

    Reading.Failed<?> failed = failed();
    assertThat(failed.trouble()).isEqualTo(trouble);
    assertThat(failed.problem())
        .contains(String.valueOf(code), "/api/v1/nodes")
        .doesNotContain("secret page");
    assertThat(patch(TimeLimits.DEFAULT).getClass().getSimpleName()).isEqualTo(outcome);
  }

  @Test
  void aProxysPageNotFoundDoesNotMeanThatAnythingIsGone() {
    for (int i = 0; i < 5; i++) {
      api.answers(404, "404 page not found");
    }
    KubernetesCluster cluster = api.cluster();

    assertThat(cluster.deleteNode("n", "u")).isInstanceOf(Outcome.Missing.class);
    assertThat(cluster.evict("ns", "p", "u")).isInstanceOf(Outcome.Missing.class);
    assertThat(cluster.deleteJoinToken("abcdef")).isInstanceOf(Outcome.Missing.class);
    InstantSource time = InstantSource.fixed(ScriptedApi.NOW);
    assertThat(new ConfigMapState(api.connection(), ScriptedApi.SETTINGS, time).load())
        .isInstanceOf(Reading.Failed.class);
    assertThat(new KubernetesLeases(api.connection(), ScriptedApi.SETTINGS, time).read())
        .isInstanceOf(Reading.Failed.class);
  }

  @Test
  void aServerThatNeverAnswersCostsTheReadTimeOut() {
    api.neverAnswers();

    Reading<?> reading = api.cluster(ScriptedApi.SHORT).nodes();

    assertThat(((Reading.Failed<?>) reading).trouble()).isEqualTo(Trouble.TIMED_OUT);
    assertThat(((Reading.Failed<?>) reading).problem()).contains("no answer in time");
  }

  @Test
  void aWriteThatWasNeverAnsweredMayHaveHappened() {
    api.neverAnswers();

    assertThat(patch(ScriptedApi.SHORT)).isInstanceOf(Outcome.Unknown.class);
    assertThat(api.requestCount()).isEqualTo(1);
  }

  @Test
  void anAnswerThatStopsHalfwayIsATimeOut() {
    api.answers(
        new MockResponse.Builder()
            .body(Recorded.of("nodes-managed.json").body().toString())
            .onResponseBody(SocketEffect.Stall.INSTANCE)
            .build());

    Reading<?> reading = api.cluster(ScriptedApi.SHORT).nodes();

    assertThat(((Reading.Failed<?>) reading).trouble()).isEqualTo(Trouble.TIMED_OUT);
  }

  @Test
  void anAnswerThatIsCutOffIsNotTakenForAShortOne() {
    api.answers(
        new MockResponse.Builder()
            .body(Recorded.of("nodes-managed.json").body().toString())
            .onResponseBody(new SocketEffect.CloseSocket())
            .build());

    assertThat(failed().trouble()).isEqualTo(Trouble.UNREACHABLE);
  }

  @Test
  void aResetAfterTheRequestMayHaveHappened() {
    api.resets();

    assertThat(patch(TimeLimits.DEFAULT)).isInstanceOf(Outcome.Unknown.class);
    assertThat(api.requestCount()).isEqualTo(1);
  }

  @Test
  void aConnectionThatIsRefusedSentNothing() {
    KubernetesCluster cluster = api.cluster();
    api.server().close();

    assertThat(((Reading.Failed<?>) cluster.nodes()).trouble()).isEqualTo(Trouble.UNREACHABLE);
    assertThat(cluster.patch("n", NodePatch.annotate("a", "b")))
        .isInstanceOf(Outcome.Transient.class);
  }

  @Test
  void aPageThatIsNoJsonIsGarbled() {
    api.answers(200, "<html>welcome</html>");

    assertThat(failed().trouble()).isEqualTo(Trouble.GARBLED);
  }

  @Test
  void aRedirectIsNotFollowedWithTheToken() {
    api.answers(
        new MockResponse.Builder()
            .code(302)
            .setHeader("Location", api.server().url("/elsewhere").toString())
            .build());

    assertThat(failed().problem()).contains("302");
    assertThat(api.requestCount()).isEqualTo(1);
  }

  @Test
  void theProxyOfTheProcessIsNotUsedForTheCluster() {
    ProxySelector before = ProxySelector.getDefault();
    ProxySelector.setDefault(new DeadProxy());
    try {
      api.answers("nodes-control-plane.json");

      assertThat(api.cluster().nodes()).isInstanceOf(Reading.Complete.class);
    } finally {
      ProxySelector.setDefault(before);
    }
  }

  /** Sends everything where nobody listens. */
  private static final class DeadProxy extends ProxySelector {
    @Override
    public List<Proxy> select(URI uri) {
      return List.of(new Proxy(Proxy.Type.HTTP, new InetSocketAddress("127.0.0.1", 1)));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, java.io.IOException cause) {}
  }

  private Reading.Failed<?> failed() {
    Reading<?> reading = api.cluster().nodes();
    assertThat(reading).isInstanceOf(Reading.Failed.class);
    assertThat(reading.takenAt()).isEqualTo(ScriptedApi.NOW);
    return (Reading.Failed<?>) reading;
  }

  private Outcome patch(TimeLimits limits) {
    return api.cluster(limits).patch("n", NodePatch.annotate("a", "b"));
  }
}
