package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Conditions;
import io.github.ciautoscaler.fleet.ConditionsBuilder;
import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.LaunchOrder;
import io.github.ciautoscaler.fleet.PendingLaunch;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.StateChanges;
import io.github.ciautoscaler.fleet.StoredState;
import io.github.ciautoscaler.fleet.StoredStates;
import io.github.ciautoscaler.plan.Action.Kind;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Boots that are given up, and machines that only look like one. */
class FailedBootsTest {

  private static final String NAME = Leaving.NAME;

  @Test
  void aBootThatNeverJoinsIsGivenUpAndCounted() {
    Scene scene =
        new Scene()
            .server(NAME, Duration.ofSeconds(601))
            .stored(n ->
                StoredStates.withLaunches(
                    n,
                    all -> {
                      all.put(
                          NAME,
                          new PendingLaunch(
                              new LaunchOrder(
                                  "default",
                                  new io.github.ciautoscaler.fleet.Offering("ccx33", "nbg1"),
                                  Set.of(),
                                  null,
                                  null),
                              Scene.NOON.minusSeconds(601),
                              "this-process",
                              1L,
                              null));
                      return all;
                    }));

    Plan plan = scene.plan();

    assertThat(plan.actions())
        .singleElement()
        .satisfies(action -> {
          assertThat(action.kind()).isEqualTo(Kind.GIVE_UP_BOOT);
          assertThat(action.reason().code()).isEqualTo(Code.NODE_NEVER_JOINED);
        });
    StoredState after = StateChanges.apply(scene.fleet().seen().stored(), plan.changes());
    assertThat(after.health().pool(Pool.DEFAULT).bootFailures().inARow()).isEqualTo(1);
    assertThat(after.launches().pending()).isEmpty();
  }

  @Test
  void aMachineThatLostItsNodeAndEveryAnnotationHasTimeAndMayWork() {
    Scene scene = new Scene().server(NAME, Duration.ofMinutes(50));
    assertThat(scene.actions(Kind.GIVE_UP_BOOT)).as("its Node may come back").isEmpty();

    scene.conditions(vanishedFor(Duration.ofMinutes(10)));
    assertThat(scene.actions(Kind.GIVE_UP_BOOT)).hasSize(1);

    scene.permanentRunner(50, true, false, "linux").runs(50, "linux");
    assertThat(scene.actions(Kind.GIVE_UP_BOOT)).as("somebody may work on it").isEmpty();
  }

  @Test
  void anAdoptedServerHasItsTimeFromItsAdoption() {
    Map<String, String> labels = new HashMap<>(ours());
    labels.put(Labels.ADOPTED_AT, String.valueOf(Scene.NOON.minusSeconds(300).getEpochSecond()));
    assertThat(new Scene().server(NAME, Duration.ofHours(3), labels).kinds(NAME)).isEmpty();

    labels.put(Labels.ADOPTED_AT, String.valueOf(Scene.NOON.minusSeconds(601).getEpochSecond()));
    assertThat(
            new Scene()
                .server(NAME, Duration.ofHours(3), labels)
                .conditions(vanishedFor(Duration.ofMinutes(10)))
                .kinds(NAME))
        .containsExactly(Kind.GIVE_UP_BOOT);
  }

  private static Map<String, String> ours() {
    return Map.of(
        Labels.MANAGED_BY, Labels.MANAGED_BY_US,
        Labels.INSTALLATION, Scene.OURS,
        Labels.POOL, Pool.DEFAULT);
  }

  /** Its server has the original's label alone, and may be the original's still. */
  @Test
  void a_boot_is_not_given_up_before_the_server_is_ours() {
    Map<String, String> theirs = Map.of(Labels.MANAGED_BY, Labels.MANAGED_BY_US);
    Scene scene = new Scene().server(NAME, Duration.ofMinutes(20), theirs);
    Scene joined = scene.node(NAME, false, Map.of());

    assertThat(joined.fleet().machines()).singleElement().matches(machine -> !machine.isOurs());
    assertThat(joined.actions(Kind.GIVE_UP_BOOT)).isEmpty();
  }

  private static Conditions vanishedFor(Duration length) {
    return new ConditionsBuilder().vanishedNodes(Map.of(NAME, Scene.NOON.minus(length))).build();
  }
}
