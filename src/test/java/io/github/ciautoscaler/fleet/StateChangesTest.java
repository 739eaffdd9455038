package io.github.ciautoscaler.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StateChangesTest {

  private static final String NAME = "ci-runner-0000aaaa";
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final Offering CCX33 = new Offering("ccx33", "nbg1");
  private static final PendingLaunch LAUNCH =
      PendingLaunch.begun(
          new LaunchOrder("default", CCX33, Set.of("linux"), "key", "abcdef"), NOW, "process");
  private static final StateChange ASKED =
      new StateChange.ScaleRequested("key", new ScaleRequest(3, 0, NOW, null));
  private static final StateChange ORDERED = new StateChange.LaunchPending(NAME, LAUNCH);
  private static final StoredState BEFORE =
      StateChanges.apply(StoredState.EMPTY, List.of(ASKED, ORDERED));

  static List<StateChange> facts() {
    return List.of(
        ORDERED,
        new StateChange.LaunchAccepted(NAME, 7),
        new StateChange.LaunchAnswerLost(NAME, NOW),
        new StateChange.LaunchResolved(NAME),
        new StateChange.LaunchAbandoned(NAME, NOW),
        new StateChange.LaunchLost(NAME, NOW, NOW.plusSeconds(300)),
        new StateChange.BootFailed(NAME, NOW),
        new StateChange.BootSucceeded("default"),
        new StateChange.TemplateRefused("default", new BackOff(NOW, "invalid", "no such image")),
        new StateChange.BootFailuresForgiven("default"),
        new StateChange.PoolPaused("default", new Pause(NOW, null, null)),
        new StateChange.PoolResumed("default"),
        new StateChange.RunnersSeen(NAME, Set.of(4L)),
        new StateChange.LabelsShown("default", Set.of(Set.of("linux"))),
        new StateChange.LabelsRemembered("default", NOW),
        new StateChange.BootMeasured(new MeasuredBoot(NAME, "default", Duration.ofSeconds(70))),
        new StateChange.JobsMeasured(
            List.of(new RunningJobs.Ended(new JobName("acme/api", "test"), Duration.ofSeconds(61))),
            NOW));
  }

  @Test
  void a_pools_pause_is_its_own_and_ended_ones_are_forgotten() {
    Pause brief = new Pause(NOW, NOW.plusSeconds(60), "bad image");
    Pause longer = new Pause(NOW.plusSeconds(60), null, null);
    StoredState paused =
        StateChanges.apply(StoredState.EMPTY, List.of(new StateChange.PoolPaused("big", brief)));
    assertThat(paused.wishes().poolPause("big", NOW)).isEqualTo(brief);
    assertThat(paused.wishes().poolPause("small", NOW)).isNull();
    assertThat(paused.wishes().poolPause("big", NOW.plusSeconds(60))).isNull();
    assertThat(paused.wishes().pause()).isNull();

    StoredState other =
        StateChanges.apply(paused, List.of(new StateChange.PoolPaused("small", longer)));
    assertThat(other.wishes().poolPauses()).containsOnlyKeys("small");

    StoredState resumed =
        StateChanges.apply(
            StateChanges.apply(BEFORE, List.of(new StateChange.BootFailed(NAME, NOW))),
            List.of(
                new StateChange.PoolResumed("default"),
                new StateChange.BootFailuresForgiven("default")));
    assertThat(resumed.health().pools()).isEmpty();
  }

  @Test
  void a_failed_boot_and_a_bad_template_are_their_pools_alone() {
    StateChange stopped =
        new StateChange.TemplateRefused("big", new BackOff(NOW, "invalid", "no such image"));
    StoredState after =
        StateChanges.apply(BEFORE, List.of(new StateChange.BootFailed(NAME, NOW), stopped));

    assertThat(after.health().pool("default").bootFailures().inARow()).isEqualTo(1);
    assertThat(after.health().pool("default").refusal()).isNull();
    assertThat(after.health().pool("big").bootFailures().inARow()).isZero();
    assertThat(after.health().pool("big").refusal()).isNotNull();
    assertThat(after.health().createBackOff()).isNull();

    StoredState well = StateChanges.apply(after, List.of(new StateChange.BootSucceeded("default")));
    assertThat(well.health().pools()).containsOnlyKeys("big");
  }

  /** The answer to a save may be lost: then the same facts are recorded once more. */
  @ParameterizedTest
  @MethodSource("facts")
  void a_fact_that_is_recorded_twice_counts_once(StateChange fact) {
    StoredState once = StateChanges.apply(BEFORE, List.of(fact));

    assertThat(StateChanges.apply(once, List.of(fact))).isEqualTo(once);
  }

  @Test
  void an_order_for_an_operator_counts_until_it_comes_to_nothing() {
    assertThat(BEFORE.wishes().scaleRequests())
        .isEqualTo(Map.of("key", new ScaleRequest(3, 1, NOW, null)));

    StoredState after =
        StateChanges.apply(BEFORE, List.of(new StateChange.LaunchAbandoned(NAME, NOW)));
    assertThat(after.wishes().scaleRequests())
        .isEqualTo(Map.of("key", new ScaleRequest(3, 0, NOW, null)));
    assertThat(after.launches().unusedTokens()).isEqualTo(Map.of("abcdef", NOW));
  }

  @Test
  void what_is_said_of_a_launch_that_somebody_else_ended_says_nothing_more() {
    StoredState ended = StateChanges.apply(BEFORE, List.of(new StateChange.LaunchResolved(NAME)));

    for (StateChange late :
        List.of(
            new StateChange.LaunchAccepted(NAME, 7),
            new StateChange.LaunchAnswerLost(NAME, NOW),
            new StateChange.LaunchAbandoned(NAME, NOW),
            new StateChange.LaunchLost(NAME, NOW, NOW.plusSeconds(300)),
            new StateChange.BootFailed(NAME, NOW))) {
      assertThat(StateChanges.apply(ended, List.of(late))).as("%s", late).isEqualTo(ended);
    }
  }

  @Test
  void a_request_is_forgotten_a_day_after_it_was_made() {
    StateChange dayLater =
        new StateChange.ScaleRequested(
            "other", new ScaleRequest(1, 0, NOW.plus(Duration.ofHours(24)), null));
    StateChange later =
        new StateChange.ScaleRequested(
            "third", new ScaleRequest(1, 0, NOW.plus(Duration.ofHours(24)).plusSeconds(1), null));

    assertThat(StateChanges.apply(BEFORE, List.of(dayLater)).wishes().scaleRequests())
        .containsKey("key");
    assertThat(StateChanges.apply(BEFORE, List.of(later)).wishes().scaleRequests())
        .doesNotContainKey("key");
  }
}
