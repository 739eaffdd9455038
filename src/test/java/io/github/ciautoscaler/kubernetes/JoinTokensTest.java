package io.github.ciautoscaler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.reconcile.Outcome;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JoinTokensTest {

  private static final Secret SECRET = new Secret("0123456789abcdef");

  @RegisterExtension final ScriptedApi api = new ScriptedApi();

  @Test
  void theSecretIsABootstrapTokenThatExpires() {
    Recorded recorded = Recorded.of("bootstrap-token-secret.json");
    api.answers("bootstrap-token-secret.json");

    assertThat(create()).isEqualTo(new Outcome.Done());

    ScriptedApi.Asked asked = api.asked();
    assertThat(asked.method()).isEqualTo("POST");
    assertThat(asked.path()).isEqualTo(recorded.path());
    assertThat(asked.body().get("type")).isEqualTo(recorded.requestBody().get("type"));
    assertThat(asked.body().at("/metadata/name").asString()).isEqualTo("bootstrap-token-abcdef");
    assertThat(asked.body().at("/metadata/labels/ci-autoscaler.io~1server").asString())
        .isEqualTo("ci-runner-1b8ebd02");
    Map<String, String> data =
        asked.body().get("stringData").properties().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().asString()));
    assertThat(data)
        .containsEntry("token-id", "abcdef")
        .containsEntry("token-secret", "0123456789abcdef")
        .containsEntry("expiration", "2026-11-22T13:00:00Z")
        .containsEntry("usage-bootstrap-authentication", "true")
        .containsEntry("usage-bootstrap-signing", "true")
        .containsEntry("description", "joins the CI node ci-runner-1b8ebd02");
    assertThat(data)
        .containsEntry(
            "auth-extra-groups",
            "system:bootstrappers:k3s:default-node-token,"
                + "system:bootstrappers:kubeadm:default-node-token");
  }

  @Test
  void anIdThatExistsIsTaken() {
    api.answers(409, "{\"kind\":\"Status\",\"reason\":\"AlreadyExists\",\"code\":409}");

    assertThat(create()).isInstanceOf(Outcome.NameTaken.class);
  }

  @Test
  void withoutTheRightToItTheRuleIsNamed() {
    api.answers("error-403-no-rbac.json");

    assertThat(create())
        .isInstanceOfSatisfying(
            Outcome.Forbidden.class,
            forbidden ->
                assertThat(forbidden.message())
                    .contains("resources: [secrets], verbs: [create]", "kube-system"));
  }

  @Test
  void aServerThatQuotesTheSecretDoesNotMakeUsTellIt() {
    api.answers(
        422,
        "{\"kind\":\"Status\",\"code\":422,\"message\":\"Invalid value: \\\"0123456789abcdef\\\"\"}");

    assertThat(create())
        .isInstanceOfSatisfying(
            Outcome.Invalid.class,
            invalid ->
                assertThat(invalid.message())
                    .contains("Invalid value")
                    .doesNotContain("0123456789abcdef"));
  }

  @Test
  void aLostAnswerIsUnknown() {
    api.resets();

    assertThat(create()).isInstanceOf(Outcome.Unknown.class);
    assertThat(api.requestCount()).isEqualTo(1);
  }

  @Test
  void aTokenIsDeletedByItsIdAndNeverRead() {
    api.answers(200, "{\"kind\":\"Status\",\"status\":\"Success\"}");

    assertThat(api.cluster().deleteJoinToken("abcdef")).isEqualTo(new Outcome.Done());

    ScriptedApi.Asked asked = api.asked();
    assertThat(asked.method()).isEqualTo("DELETE");
    assertThat(asked.path())
        .isEqualTo("/api/v1/namespaces/kube-system/secrets/bootstrap-token-abcdef");
    assertThat(api.requestCount()).isEqualTo(1);
  }

  @Test
  void aTokenThatTheCleanerTookIsGone() {
    api.answers(404, "{\"kind\":\"Status\",\"reason\":\"NotFound\",\"code\":404}");

    assertThat(api.cluster().deleteJoinToken("abcdef")).isEqualTo(new Outcome.Gone());
  }

  private Outcome create() {
    return api.cluster()
        .createJoinToken(
            "abcdef", SECRET, "ci-runner-1b8ebd02", Instant.parse("2026-11-22T13:00:00.987Z"));
  }
}
