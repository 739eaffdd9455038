package io.github.ciautoscaler.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A change may not make the made-up histories dearer, or their jobs wait longer, without saying so
 * here: these are the first hours of each, and what they cost when somebody looked last.
 */
class MoneyGateTest {

  private static final Surroundings USUAL = Surroundings.USUAL;
  private static final double DEARER_AT_MOST = 1.005;
  private static final double LATER_AT_MOST_SECONDS = 3;

  /**
   * What was measured.
   *
   * @param ofHistory hours of the history, from its first job
   * @param hours started hours of all servers
   * @param p95 of the waits, in seconds
   */
  private record Recorded(long ofHistory, long hours, double p95) {}

  private static Recorded recorded(Generator generator) {
    return switch (generator) {
      case S1 -> new Recorded(72, 71, 103.4);
      case S2 -> new Recorded(12, 110, 100.5);
      case S3 -> new Recorded(4, 119, 91.4);
      case S4 -> new Recorded(30, 154, 102.3);
    };
  }

  private static JobTrace shortened(Generator generator) {
    List<PastJob> jobs = generator.generate(Generator.SEED).jobs();
    Instant end =
        jobs.getFirst().submitted().plus(Duration.ofHours(recorded(generator).ofHistory()));
    return new JobTrace(
        generator.name(), jobs.stream().filter(job -> job.submitted().isBefore(end)).toList());
  }

  private static Figures played(String policy, Generator generator) {
    ReplayWorld replayed = new ReplayWorld(shortened(generator), USUAL, 1);
    Policies.named(policy, UsualPlan.of(USUAL), USUAL)
        .run(replayed, new Progress(policy, line -> {}));
    assertThat(replayed.isOver()).as("all jobs ended and all servers are gone").isTrue();
    return replayed.figures();
  }

  @ParameterizedTest
  @EnumSource
  void costs_no_more_than_recorded_and_nobody_waits_longer(Generator generator) {
    Recorded before = recorded(generator);
    Figures now = played("ours", generator);

    assertThat(now.killed()).as("killed jobs").isZero();
    assertThat((double) now.billedHours())
        .as("started hours")
        .isLessThanOrEqualTo(before.hours() * DEARER_AT_MOST);
    assertThat(now.waits().quantile(0.95))
        .as("95 of 100 jobs waited at most, in seconds")
        .isLessThanOrEqualTo(before.p95() + LATER_AT_MOST_SECONDS);
  }

  /** So the gate is not so wide that the dearer policy which we started from fits through. */
  @ParameterizedTest
  @EnumSource
  void the_original_would_not_pass(Generator generator) {
    assertThat((double) played("original", generator).billedHours())
        .isGreaterThan(recorded(generator).hours() * DEARER_AT_MOST);
  }
}
