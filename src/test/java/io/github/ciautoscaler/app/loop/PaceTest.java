package io.github.ciautoscaler.app.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceTest {

  private Duration interval = Duration.ofSeconds(5);
  private final Pace pace = new Pace(() -> interval);

  private List<Integer> passes(int ticks) {
    List<Integer> passes = new ArrayList<>();
    for (int tick = 0; tick < ticks; tick++) {
      pace.tick();
      if (pace.take()) {
        passes.add(tick);
      }
    }
    return passes;
  }

  @Test
  void theFirstTickBeginsAPassAndThenOneInEachInterval() {
    assertThat(passes(12)).containsExactly(0, 5, 10);
  }

  @Test
  void aShorterIntervalHoldsAtOnce() {
    passes(4);
    interval = Duration.ofSeconds(2);

    assertThat(passes(5)).containsExactly(0, 2, 4);
  }

  @Test
  void aLongPassIsFollowedByOneNotByAll() {
    passes(1);
    for (int tick = 0; tick < 23; tick++) {
      pace.tick();
    }

    assertThat(passes(7)).containsExactly(0, 5);
  }

  @Test
  void aHurriedPassComesWithTheNextTickAndTheIntervalCountsFromIt() {
    passes(3);
    pace.hurry();

    assertThat(passes(7)).containsExactly(0, 5);
  }
}
