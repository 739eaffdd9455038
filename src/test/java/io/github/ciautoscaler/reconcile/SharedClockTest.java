package io.github.ciautoscaler.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.plan.Plan.Warning;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whose time is taken, where clocks differ, and what is said about it. */
class SharedClockTest {

  private static final Instant TRUE = Instant.parse("2026-11-23T12:00:00.400Z");

  private Duration machine = Duration.ZERO;
  private final Duration atStart = Duration.ofSeconds(-90);
  private final SharedClock clock =
      SharedClock.of(() -> TRUE.plus(atStart).plus(machine), () -> TRUE.plus(atStart));

  @Test
  void a_machine_whose_clock_is_behind_reckons_with_the_time_of_the_systems() {
    Duration change = compare(0, 0, 0);

    assertThat(change).isCloseTo(Duration.ofSeconds(90), Duration.ofSeconds(1));
    assertThat(clock.instant()).isBetween(TRUE.minusSeconds(1), TRUE.plusSeconds(1));
    assertThat(ClockWarnings.about(clock))
        .containsExactly(
            new Warning(
                "CLOCK_SKEW",
                "The clock of this machine is 90 s behind the time of Gitea, Hetzner and"
                    + " Kubernetes. The autoscaler reckons with their time; run NTP (chrony,"
                    + " systemd-timesyncd) on the node that it runs on."));
  }

  @Test
  void what_was_remembered_moves_once() {
    compare(0, 0, 0);

    assertThat(compare(0, 0, 0)).isZero();
    assertThat(compare(2, -2, 1)).isZero();
  }

  @Test
  void one_wrong_system_sets_no_clock_and_is_named() {
    compare(0, 0, 0);

    assertThat(compare(40, 0, 0)).isZero();
    assertThat(ClockWarnings.about(clock))
        .extracting(Warning::message)
        .contains("The clock of Gitea is 40 s ahead of the others. Run NTP on its host.");
  }

  @Test
  void the_cloud_may_differ_and_counts_the_paid_hours() {
    compare(0, -45, 0);

    assertThat(clock.cloudAhead()).isCloseTo(Duration.ofSeconds(-45), Duration.ofSeconds(1));
    assertThat(ClockWarnings.about(clock))
        .extracting(Warning::message)
        .contains("The clock of Hetzner is 45 s behind the others. Paid hours are counted by it.");
  }

  @Test
  void a_step_of_the_machines_clock_moves_nothing_and_ends_the_warning() {
    compare(0, 0, 0);
    Instant before = clock.instant();

    machine = Duration.ofSeconds(90);

    assertThat(clock.instant()).isEqualTo(before);
    assertThat(compare(0, 0, 0)).isZero();
    assertThat(ClockWarnings.about(clock)).isEmpty();
  }

  @Test
  void against_one_system_alone_the_machine_keeps_its_time() {
    Duration change = clock.compare(told(0), Optional.empty(), Optional.empty());

    assertThat(change).isZero();
    assertThat(clock.instant()).isEqualTo(TRUE.plus(atStart));
  }

  @Test
  void an_answer_counts_once_however_often_it_is_shown() {
    Optional<ServerTime> gitea = told(0);
    Optional<ServerTime> hetzner = told(0);
    Optional<ServerTime> kubernetes = told(0);
    clock.compare(gitea, hetzner, kubernetes);

    assertThat(clock.compare(gitea, hetzner, kubernetes)).isZero();
    assertThat(clock.instant()).isBetween(TRUE.minusSeconds(1), TRUE.plusSeconds(1));
  }

  @Test
  void a_simulated_worlds_clock_is_right_whatever_answers_say() {
    SharedClock world = SharedClock.right(() -> TRUE);
    ServerTime other = new ServerTime(TRUE.plus(Duration.ofDays(3)), TRUE);
    Optional<ServerTime> said = Optional.of(other);

    assertThat(world.compare(said, said, said)).isZero();
    assertThat(world.instant()).isEqualTo(TRUE);
    assertThat(ClockWarnings.about(world)).isEqualTo(List.of());
  }

  private Duration compare(long gitea, long hetzner, long kubernetes) {
    return clock.compare(told(gitea), told(hetzner), told(kubernetes));
  }

  /** In whole seconds, by a clock that is so many ahead of the true time. */
  private Optional<ServerTime> told(long ahead) {
    Instant said = Instant.ofEpochSecond(TRUE.plusSeconds(ahead).getEpochSecond());
    return Optional.of(new ServerTime(said, clock.instant()));
  }
}
