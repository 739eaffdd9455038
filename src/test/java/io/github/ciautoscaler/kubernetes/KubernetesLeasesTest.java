package io.github.ciautoscaler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.reconcile.LeaseStore.Lease;
import io.github.ciautoscaler.reconcile.LeaseStore.Term;
import io.github.ciautoscaler.reconcile.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class KubernetesLeasesTest {

  @RegisterExtension final ScriptedApi api = new ScriptedApi();

  @Test
  void theFirstLeaseIsCreatedWithTimesOfSixDigits() {
    Recorded recorded = Recorded.of("lease-create.json");
    api.answers("lease-create.json");

    assertThat(leases().write(lease("pod-a", 0, null))).isEqualTo(new Outcome.Done());

    ScriptedApi.Asked asked = api.asked();
    assertThat(asked.method()).isEqualTo("POST");
    assertThat(asked.path()).isEqualTo(recorded.path());
    assertThat(asked.body().get("spec")).isEqualTo(recorded.requestBody().get("spec"));
    assertThat(asked.body().at("/metadata/resourceVersion").isMissingNode()).isTrue();
  }

  @Test
  void aRenewalReplacesExactlyTheVersionThatWasRead() {
    Recorded recorded = Recorded.of("lease-renew.json");
    api.answers("lease-renew.json");

    assertThat(leases().write(lease("pod-a", 5, "261"))).isEqualTo(new Outcome.Done());

    ScriptedApi.Asked asked = api.asked();
    assertThat(asked.method()).isEqualTo("PUT");
    assertThat(asked.path()).isEqualTo(recorded.path());
    assertThat(asked.body().get("spec")).isEqualTo(recorded.requestBody().get("spec"));
    assertThat(asked.body().at("/metadata/resourceVersion").asString()).isEqualTo("261");
  }

  @Test
  void whoIsTooLateLearnsIt() {
    api.answers("lease-create-409.json", "lease-renew-409-stale.json");

    assertThat(leases().write(lease("pod-b", 0, null))).isInstanceOf(Outcome.Transient.class);
    assertThat(leases().write(lease("pod-b", 0, "261"))).isInstanceOf(Outcome.Transient.class);
  }

  @Test
  void aTimeThatTheServerDoesNotLikeIsOurFault() {
    api.answers("lease-bad-time-format.json");

    assertThat(leases().write(lease("pod-a", 5, "261")))
        .isInstanceOfSatisfying(
            Outcome.Invalid.class,
            invalid -> assertThat(invalid.message()).contains("parsing time"));
  }

  @Test
  void aLeaseIsReadWithItsVersion() {
    api.answers(200, Recorded.of("lease-renew.json").body().toString());

    Optional<Lease> read = NodesTest.complete(leases().read());

    assertThat(read)
        .contains(
            new Lease(
                "pod-a",
                new Term(
                    Instant.parse("2026-11-22T12:00:00Z"),
                    Instant.parse("2026-11-22T12:00:05Z"),
                    Duration.ofSeconds(15)),
                0,
                "262"));
    assertThat(api.asked().path())
        .isEqualTo(
            "/apis/coordination.k8s.io/v1/namespaces/gitea-runners/leases/gitea-ci-autoscaler");
  }

  @Test
  void noLeaseIsACompleteAnswer() {
    api.answers(404, "{\"kind\":\"Status\",\"reason\":\"NotFound\",\"code\":404}");

    assertThat(NodesTest.complete(leases().read())).isEmpty();
  }

  @Test
  void aLeaseThatWasReleasedHasNoHolder() {
    api.answers(200, "{\"kind\":\"Lease\",\"metadata\":{\"resourceVersion\":\"3\"},\"spec\":{}}");

    assertThat(NodesTest.complete(leases().read()))
        .hasValueSatisfying(lease -> {
          assertThat(lease.holder()).isEmpty();
          assertThat(lease.renewed()).isEqualTo(Instant.EPOCH);
        });
  }

  @Test
  void aReleasedLeaseIsWrittenWithoutAHolder() {
    api.answers("lease-renew.json");

    leases().write(lease("", 5, "261"));

    assertThat(api.asked().body().at("/spec/holderIdentity").isMissingNode()).isTrue();
  }

  @Test
  void withoutTheRightToItTheReadSaysSo() {
    api.answers("error-403-no-rbac.json");

    assertThat(leases().read())
        .isInstanceOfSatisfying(
            Reading.Failed.class,
            failed -> {
              assertThat(failed.trouble()).isEqualTo(Reading.Trouble.FORBIDDEN);
              assertThat(failed.problem())
                  .contains("apiGroups: [\"coordination.k8s.io\"], resources: [leases]", "[get]");
            });
  }

  private KubernetesLeases leases() {
    return new KubernetesLeases(
        api.connection(),
        new KubernetesSettings("r", "x", "gitea-runners", KubernetesSettings.NAME),
        InstantSource.fixed(ScriptedApi.NOW));
  }

  private static Lease lease(String holder, int renewedAfter, @Nullable String version) {
    Instant start = Instant.parse("2026-11-22T12:00:00Z");
    return new Lease(
        holder,
        new Term(start, start.plusSeconds(renewedAfter), Duration.ofSeconds(15)),
        0,
        version);
  }
}
