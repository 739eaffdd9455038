package io.github.ciautoscaler.app.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.app.life.InterleavedBackground.Performed;
import io.github.ciautoscaler.app.life.SteppedBackground.Death;
import io.github.ciautoscaler.app.life.SteppedBackground.Killed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Three machines come at once and go at once, their effects interleaved, and the process dies. */
class ThreeMachinesOverHttpTest {

  private static final int MACHINES = 3;

  /** More than machines, so that whoever miscounts launches a fourth. */
  private static final int JOBS = 5;

  private static final int MANY_PASSES = 600;

  @Test
  void threeMachinesComeAndGoAtOnce() {
    List<Performed> whole = wholeLife();

    assertThat(whole)
        .as("effects performed while all three machines were under way")
        .filteredOn(one -> one.underWay() == MACHINES)
        .extracting(one -> one.action().word())
        .contains("create", "deregister", "remove");
  }

  /**
   * A sample: of each action each effect once, of the first, second or third machine in turn, and
   * in turn right before it and right after it. {@link LifeOverHttpTest} tries them all, with one
   * machine.
   */
  @Test
  void killedWhileThreeMachinesAreUnderWayNothingIsLost() {
    List<Performed> whole = wholeLife();
    List<String> broken = new ArrayList<>();
    for (Death death : sample(whole)) {
      try {
        live(new InterleavedBackground(death));
      } catch (AssertionError wrong) {
        broken.add(death + " " + whole.get(death.effect()) + ": " + wrong.getMessage());
      }
    }

    assertThat(broken).isEmpty();
  }

  private static List<Performed> wholeLife() {
    InterleavedBackground background = new InterleavedBackground(Death.NEVER);
    live(background);
    return background.performed();
  }

  private static List<Death> sample(List<Performed> whole) {
    Map<String, List<Integer>> occurrences = new LinkedHashMap<>();
    for (int i = 0; i < whole.size(); i++) {
      String which = whole.get(i).action() + " " + whole.get(i).position();
      occurrences.computeIfAbsent(which, _ -> new ArrayList<>()).add(i);
    }
    List<Death> sample = new ArrayList<>();
    for (List<Integer> same : occurrences.values()) {
      int turn = sample.size();
      sample.add(new Death(same.get(turn % Math.min(MACHINES, same.size())), turn % 2 == 0));
    }
    return sample;
  }

  /** Passes until everything is done and given back; a killed process is started anew. */
  private static void live(InterleavedBackground first) {
    try (Life life = new Life(MACHINES, null, first)) {
      for (int i = 0; i < JOBS; i++) {
        life.push(Duration.ofMinutes(3), "linux");
      }
      InterleavedBackground background = first;
      for (int i = 0; i < MANY_PASSES && !isOver(life); i++) {
        life.pass();
        try {
          background.round();
          life.move(Duration.ofSeconds(1));
          background.round();
        } catch (Killed killed) {
          life.move(Duration.ofSeconds(2));
          background = new InterleavedBackground(Death.NEVER);
          life.restart(background);
        }
      }
      assertGivenBack(life);
    }
  }

  private static boolean isOver(Life life) {
    return life.jobs().stream().allMatch(job -> "success".equals(job.conclusion()))
        && life.alive() == 0
        && life.workers().isEmpty()
        && life.runnerRows() == 0;
  }

  private static void assertGivenBack(Life life) {
    assertThat(life.jobs()).as("jobs").allMatch(job -> "success".equals(job.conclusion()));
    assertThat(life.lostJobs()).as("jobs that lost their runner").isEmpty();
    assertThat(life.mostServers()).as("most servers at once").isEqualTo(MACHINES);
    assertThat(life.alive()).as("servers left").isZero();
    assertThat(life.workers()).as("nodes left").isEmpty();
    assertThat(life.runnerRows()).as("runner rows left").isZero();
  }
}
