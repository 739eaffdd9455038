package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.plan.Action.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An idle machine goes late in its paid hour, and in time. */
class HourEndRuleTest {

  private static final String NAME = Leaving.NAME;

  @ParameterizedTest(name = "{0} s old and idle for {1} s: {2}")
  @CsvSource({
    "1800, 1700, stays", // half an hour left
    "3299, 3000, stays", // a second before the window
    "3300, 3000, leaves", // the window opens five minutes before the hour
    "3350, 100, stays", // not idle for five minutes yet
    "3445, 100, leaves", // the idle timeout must not make it miss the boundary
    "3540, 3000, stays", // too late to be gone in time: that hour is paid anyway
    "6900, 4000, leaves", // its second hour
  })
  void anIdleMachineLeavesLateInItsPaidHourAndInTime(long age, long idle, String expected) {
    Scene scene =
        new Scene().idle(NAME, Duration.ofSeconds(age), Duration.ofSeconds(idle), 7, "linux");

    assertThat(scene.kinds(NAME))
        .isEqualTo(expected.equals("leaves") ? List.of(Kind.DEREGISTER) : List.of());
  }

  @Test
  void aWindowOfZeroNeverTearsDownAndAWindowOfAnHourAlwaysMay() {
    Scene scene =
        new Scene().idle(NAME, Duration.ofMinutes(57), Duration.ofMinutes(40), 7, "linux");
    assertThat(scene.with(Scene.settings(5, Duration.ZERO, null)).kinds(NAME)).isEmpty();

    Scene early = new Scene().idle(NAME, Duration.ofMinutes(20), Duration.ofMinutes(6), 7, "linux");
    assertThat(early.with(Scene.settings(5, Duration.ofMinutes(60), null)).kinds(NAME))
        .containsExactly(Kind.DEREGISTER);
  }
}
