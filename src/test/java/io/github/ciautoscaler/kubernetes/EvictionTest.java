package io.github.ciautoscaler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.reconcile.Outcome;
import java.time.Duration;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvictionTest {

  @RegisterExtension final ScriptedApi api = new ScriptedApi();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evict-ok-grace-30.json",
        "evict-ok-grace-0-gone-at-once.json",
        "evict-again-while-terminating.json"
      })
  void anAcceptedEvictionIsDoneAlsoWhileThePodAlreadyTerminates(String recording) {
    api.answers(recording);

    assertThat(evict()).isEqualTo(new Outcome.Done());
  }

  @Test
  void onlyThePodWithThisUidIsEvicted() {
    Recorded recorded = Recorded.of("evict-ok-grace-30.json");
    api.answers("evict-ok-grace-30.json");

    api.cluster().evict("gitea-runners", "runner-aaaaa", "f4459446");

    ScriptedApi.Asked asked = api.asked();
    assertThat(asked.method()).isEqualTo(recorded.method());
    assertThat(asked.path()).isEqualTo(recorded.path());
    assertThat(asked.body().get("apiVersion")).isEqualTo(recorded.requestBody().get("apiVersion"));
    assertThat(asked.body().get("kind")).isEqualTo(recorded.requestBody().get("kind"));
    assertThat(asked.body().get("metadata")).isEqualTo(recorded.requestBody().get("metadata"));
    assertThat(asked.body().at("/deleteOptions/preconditions/uid").asString())
        .isEqualTo("f4459446");
  }

  @ParameterizedTest
  @ValueSource(strings = {"evict-404.json", "pod-after-evict-grace-0.json"})
  void aPodThatIsGoneIsDone(String recording) {
    api.answers(recording);

    assertThat(evict()).isEqualTo(new Outcome.Gone());
  }

  @Test
  void anExhaustedBudgetBlocksAndIsNamed() {
    api.answers("evict-429-budget.json");

    assertThat(evict())
        .isEqualTo(
            new Outcome.Blocked(
                "The disruption budget web needs 1 healthy pods and has 1 currently"));
  }

  @Test
  void aBudgetThatWasNotYetObservedBlocksToo() {
    api.answers("evict-429-budget-not-yet-observed.json");

    assertThat(evict())
        .isEqualTo(
            new Outcome.Blocked(
                "The disruption budget web is still being processed by the server."));
  }

  @Test
  void theServersOwnFlowControlIsNoBudget() {
    api.answers(
        new MockResponse.Builder()
            .code(429)
            .setHeader("Retry-After", "3")
            .body("{\"kind\":\"Status\",\"reason\":\"TooManyRequests\",\"message\":\"try later\"}")
            .build());

    assertThat(evict())
        .isInstanceOfSatisfying(
            Outcome.RateLimited.class,
            limited -> assertThat(limited.retryAfter()).isEqualTo(Duration.ofSeconds(3)));
  }

  @Test
  void twoBudgetsForOnePodBlock() {
    api.answers(
        500,
        """
        {"kind":"Status","status":"Failure","reason":"InternalError","code":500,"message":"This pod \
        has more than one PodDisruptionBudget, which the eviction subresource does not support."}
        """);

    assertThat(evict())
        .isInstanceOfSatisfying(
            Outcome.Blocked.class,
            blocked -> assertThat(blocked.message()).contains("more than one PodDisruptionBudget"));
  }

  @Test
  void anyOtherServerErrorIsTriedAgainLater() {
    api.answers(500, "{\"kind\":\"Status\",\"message\":\"failed calling webhook\",\"code\":500}");

    assertThat(evict())
        .isInstanceOfSatisfying(
            Outcome.Transient.class,
            later -> assertThat(later.message()).contains("failed calling webhook"));
  }

  @Test
  void anotherPodOfTheSameNameMeansThatOursIsGone() {
    api.answers(
        409,
        """
        {"kind":"Status","reason":"Conflict","code":409,"message":"Operation cannot be fulfilled on \
        pods \\"x\\": Precondition failed: UID in precondition: u, UID in object meta: v"}
        """);

    assertThat(evict()).isEqualTo(new Outcome.Gone());
  }

  @Test
  void aConflictOverTheBudgetIsTriedAgainLater() {
    api.answers(
        409,
        """
        {"kind":"Status","reason":"Conflict","code":409,"message":"Operation cannot be fulfilled on \
        poddisruptionbudgets.policy \\"web\\": the object has been modified"}
        """);

    assertThat(evict()).isInstanceOf(Outcome.Transient.class);
  }

  @Test
  void aForbiddenEvictionNamesTheSubresource() {
    api.answers("error-403-no-rbac.json");

    assertThat(evict())
        .isInstanceOfSatisfying(
            Outcome.Forbidden.class,
            forbidden ->
                assertThat(forbidden.message())
                    .contains(
                        "{apiGroups: [\"\"], resources: [pods/eviction], verbs: [create]} in a Role"
                            + " in the namespace gitea-runners"));
  }

  private Outcome evict() {
    return api.cluster().evict("gitea-runners", "svc-1", "u");
  }
}
