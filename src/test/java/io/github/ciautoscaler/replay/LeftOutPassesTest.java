package io.github.ciautoscaler.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Passes are left out only where they would have changed nothing, to the last event. */
class LeftOutPassesTest {

  private static final Surroundings USUAL = Surroundings.USUAL;

  private static JobTrace firstHours(Generator generator, int most) {
    List<PastJob> jobs = generator.generate(Generator.SEED).jobs();
    Instant end = jobs.getFirst().submitted().plus(Duration.ofHours(most));
    return new JobTrace(
        generator.name(), jobs.stream().filter(job -> job.submitted().isBefore(end)).toList());
  }

  private static ReplayWorld played(JobTrace trace, boolean everyPass) {
    ReplayWorld replayed = new ReplayWorld(trace, USUAL, 1);
    new Ours(UsualPlan.of(USUAL), everyPass).run(replayed, new Progress("", line -> {}));
    return replayed;
  }

  @ParameterizedTest
  @EnumSource(names = {"S1", "S4"})
  void what_happens_is_the_same_without_them(Generator generator) {
    JobTrace trace = firstHours(generator, 4);

    ReplayWorld all = played(trace, true);
    ReplayWorld fewer = played(trace, false);

    assertThat(fewer.world().trace().digest()).isEqualTo(all.world().trace().digest());
    assertThat(fewer.figures().billedHours()).isEqualTo(all.figures().billedHours()).isPositive();
  }
}
