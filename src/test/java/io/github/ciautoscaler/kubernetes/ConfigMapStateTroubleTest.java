package io.github.ciautoscaler.kubernetes;

import static io.github.ciautoscaler.kubernetes.ConfigMapStateTest.EVERYTHING;
import static io.github.ciautoscaler.kubernetes.ConfigMapStateTest.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Pause;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.StoredState;
import io.github.ciautoscaler.fleet.StoredStates;
import io.github.ciautoscaler.reconcile.Outcome;
import io.github.ciautoscaler.reconcile.StateStore;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stored state that cannot be read or saved. */
class ConfigMapStateTroubleTest {

  private static final Instant AT = ConfigMapStateTest.AT;

  @RegisterExtension final ScriptedApi api = new ScriptedApi();

  @Test
  void somebodyElseWasFaster() {
    api.answers(409, "{\"kind\":\"Status\",\"reason\":\"AlreadyExists\",\"code\":409}")
        .answers(409, "{\"kind\":\"Status\",\"reason\":\"Conflict\",\"code\":409}");

    assertThat(why(stored().save(EVERYTHING, null))).isInstanceOf(Outcome.Transient.class);
    assertThat(why(stored().save(EVERYTHING, "5"))).isInstanceOf(Outcome.Transient.class);
  }

  @Test
  void aLostAnswerToASaveIsUnknownAndNotSentTwice() {
    api.resets();

    assertThat(why(stored().save(EVERYTHING, "5"))).isInstanceOf(Outcome.Unknown.class);
    assertThat(api.requestCount()).isEqualTo(1);
  }

  @Test
  void aConfigMapThatSomebodyDeletedIsMissing() {
    api.answers(404, "{\"kind\":\"Status\",\"reason\":\"NotFound\",\"code\":404}");

    assertThat(why(stored().save(EVERYTHING, "5"))).isInstanceOf(Outcome.Missing.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "{",
        "[]",
        "{\"intents\":{\"ci-runner-1b8ebd02\":{\"pool\":\"default\"}}}",
        "{\"intents\":{\"ci-runner-1b8ebd02\":null}}",
        "{\"version\":\"one\"}",
        "{\"version\":0}",
        "{\"version\":null}",
        "{\"pause\":{\"reason\":\"x\"}}",
        "{\"stop\":{\"until\":\"tomorrow\"}}",
        "{\"coolDowns\":[{\"serverType\":\"ccx33\",\"location\":\"nbg1\"}]}"
      })
  void stateThatCannotBeReadIsNeverTakenForNone(String text) {
    api.answers(200, configMap("9", text));

    assertThat(stored().load())
        .isInstanceOfSatisfying(
            Reading.Failed.class,
            failed -> {
              assertThat(failed.trouble()).isEqualTo(Reading.Trouble.GARBLED);
              assertThat(failed.problem())
                  .contains("ConfigMap ci/gitea-ci-autoscaler", "notes.json", "delete");
            });
  }

  @Test
  void a_document_of_a_newer_kind_is_not_read_and_says_which_release_can() {
    api.answers(200, configMap("9", "{\"version\":2,\"launches\":[]}"));

    assertThat(stored().load())
        .isInstanceOfSatisfying(
            Reading.Failed.class,
            failed -> {
              assertThat(failed.trouble()).isEqualTo(Reading.Trouble.GARBLED);
              assertThat(failed.problem())
                  .contains(
                      "ConfigMap ci/gitea-ci-autoscaler",
                      "version 2, and this release reads up to 1",
                      "Run the newer release");
            });
  }

  @Test
  void notesThatDoNotFitAreNotSent() {
    StoredState huge =
        StoredStates.withPause(EVERYTHING, new Pause(AT, null, "x".repeat(1_000_000)));

    assertThat(why(stored().save(huge, "5"))).isInstanceOf(Outcome.Invalid.class);
    assertThat(api.requestCount()).isZero();
  }

  @Test
  void aForbiddenLoadNamesTheRule() {
    api.answers("error-403-no-rbac.json");

    assertThat(stored().load())
        .isInstanceOfSatisfying(
            Reading.Failed.class,
            failed ->
                assertThat(failed.problem())
                    .contains(
                        "resources: [configmaps], verbs: [get]} in a Role in the namespace ci"));
  }

  private ConfigMapState stored() {
    return new ConfigMapState(
        api.connection(), ScriptedApi.SETTINGS, InstantSource.fixed(ScriptedApi.NOW));
  }

  private static Outcome.Failure why(StateStore.SaveResult result) {
    assertThat(result).isInstanceOf(StateStore.NotSaved.class);
    return ((StateStore.NotSaved) result).why();
  }
}
