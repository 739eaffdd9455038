package io.github.ciautoscaler.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.simulator.Answers.Asked;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often a process asks is judged by when it asked, not by when the answer came. */
class AskingTest {

  private static final Instant START = Instant.parse("2026-11-23T06:00:00Z");

  private final Asking asking = new Asking();

  @ParameterizedTest
  @CsvSource({"799, true, 59, false", "799, true, 60, true", "799, false, 29, false"})
  @CsvSource({"799, false, 30, true", "800, true, 5, true"})
  void serversAreListedOnceAMinuteWithFewRequestsLeft(
      int left, boolean whole, long next, boolean right) {
    asking.answered(Asked.SERVERS, whole, START, at(40), false);
    asking.told(left);
    asking.answered(Asked.SERVERS, true, at(next), at(next), false);

    assertThat(asking.wrong(at(next), true) == null).isEqualTo(right);
  }

  @Test
  void whatFailedIsAskedForAgainByThePassAfterTheOneThatTookTheAnswer() {
    asking.answered(Asked.FORGE, false, START, START, false);
    asking.holdsBack(Asked.FORGE);
    assertThat(asking.wrong(at(35), true)).as("its answer is not there").isNull();
    assertThat(asking.wrong(at(40), true)).as("its answer is not there yet").isNull();
    asking.arrives(Asked.FORGE, at(42));
    assertThat(asking.wrong(at(180), true)).as("it stood still, and takes it now").isNull();

    assertThat(asking.wrong(at(185), true)).isNotNull();
  }

  private static Instant at(long seconds) {
    return START.plusSeconds(seconds);
  }
}
