package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.StateChanges;
import io.github.ciautoscaler.fleet.StoredState;
import io.github.ciautoscaler.fleet.StoredStates;
import io.github.ciautoscaler.plan.Action.Kind;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Jobs, labels and creates as odd set-ups make them. */
class AwkwardDemandTest {

  private static final String NAME = Leaving.NAME;
  private static final Set<String> LINUX = Set.of("linux");

  @Test
  void aJobThatNobodyTakesStarvesNoLaterOne() {
    Scene scene =
        new Scene()
            .queued(2, "linux")
            .stored(n ->
                StoredStates.withLabelsShown(
                    StoredStates.withUnservable(n, Map.of(LINUX, Set.of(1000L))),
                    Pool.DEFAULT,
                    Set.of(LINUX)));

    assertThat(scene.actions(Kind.CREATE)).hasSize(1);
  }

  @Test
  void runnersOfOneMachineMayOfferDifferentLabels() {
    Scene scene =
        new Scene()
            .idle(NAME, Duration.ofMinutes(20), Duration.ZERO, 7, "linux", "docker")
            .runner(NAME, 8, true, false, "linux", "gpu")
            .runs(7, "linux", "docker")
            .runs(8, "linux", "gpu")
            .stored(n ->
                StoredStates.withLabelsShown(
                    n, Pool.DEFAULT, Set.of(Set.of("linux", "docker"), Set.of("linux", "gpu"))))
            .queued(1, "linux", "docker")
            .queued(1, "docker", "gpu");

    assertThat(scene.actions(Kind.CREATE)).hasSize(1);
    StoredState once = StateChanges.apply(scene.fleet().seen().stored(), scene.plan().changes());
    assertThat(StateChanges.apply(once, scene.plan().changes())).isEqualTo(once);
  }

  @Test
  void jobsWithoutLabelsAreLaunchedForWhereTheyCount() {
    PlanSettings d = Scene.settings(5, Duration.ofMinutes(5), null);
    PlanSettings counting =
        new PlanSettings(
            d.pools(), 5, d.times(), d.pace(), new PlanSettings.AsTheOriginal(true, false));

    assertThat(new Scene().with(counting).queued(1).actions(Kind.CREATE)).hasSize(1);
  }

  @Test
  void aCreateUnderWayCountsAlsoWhenItsRecordWasDeletedByHand() {
    Scene scene =
        new Scene()
            .with(Scene.settings(1, Duration.ofMinutes(5), LINUX))
            .queued(1, "linux")
            .inFlight("ci-runner-aaaaaaaa");

    assertThat(scene.actions(Kind.CREATE)).isEmpty();
  }
}
