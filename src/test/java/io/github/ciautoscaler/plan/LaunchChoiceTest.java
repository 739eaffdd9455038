package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Pools;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** From which pools machines are launched where several fit and each may have few. */
class LaunchChoiceTest {

  private static final Offering OFFERING = new Offering("cx23", "fsn1");
  private static final List<String> WORDS = List.of("a", "b", "c");

  /** A pool of a small world. */
  private record Shape(Set<String> labels, int slots, int max) {}

  /** The job with a choice of pools would take the last machine that the other could have. */
  @Test
  void whom_one_pool_fits_alone_comes_before_who_has_a_choice() {
    Scene scene =
        scene(List.of(new Shape(Set.of("a", "b"), 1, 1), new Shape(Set.of("b", "c"), 1, 1)))
            .queued(1, "b")
            .queued(1, "a");

    assertThat(launchedFor(scene)).isEqualTo(2);
  }

  /**
   * Beside an oracle that tries every number of machines of each pool. Machines are chosen group by
   * group, so that now and then one job waits that a better choice would have served: three times
   * here.
   */
  @Test
  void hardly_ever_does_a_job_wait_that_another_choice_would_serve() {
    int worse = 0;
    for (int seed = 1; seed <= 2000; seed++) {
      Random dice = new Random(seed);
      List<Shape> pools = new ArrayList<>();
      for (int i = 1 + dice.nextInt(4); i > 0; i--) {
        pools.add(new Shape(labels(dice, 2), 1 + dice.nextInt(2), 1 + dice.nextInt(2)));
      }
      List<Set<String>> jobs = new ArrayList<>();
      for (int i = 1 + dice.nextInt(5); i > 0; i--) {
        jobs.add(labels(dice, 1));
      }
      Scene scene = scene(pools);
      jobs.forEach(job -> scene.queued(1, job.toArray(String[]::new)));

      int most = most(slots(pools), jobs);
      int launched = launchedFor(scene);
      assertThat(launched).as("seed %d: %s for %s", seed, pools, jobs).isBetween(most - 1, most);
      worse += most - launched;
    }
    assertThat(worse).as("jobs that wait without need, in 2,000 small worlds").isLessThan(4);
  }

  private static Set<String> labels(Random dice, int least) {
    Set<String> labels = new TreeSet<>();
    for (int i = least + dice.nextInt(2); i > 0; i--) {
      labels.add(WORDS.get(dice.nextInt(WORDS.size())));
    }
    return labels;
  }

  /** All that there could be. */
  private static List<Set<String>> slots(List<Shape> pools) {
    List<Set<String>> slots = new ArrayList<>();
    for (Shape pool : pools) {
      for (int i = 0; i < pool.max * pool.slots; i++) {
        slots.add(pool.labels);
      }
    }
    return slots;
  }

  /** How many jobs can have a slot: each tries to move those before it (Kuhn's algorithm). */
  private static int most(List<Set<String>> slots, List<Set<String>> jobs) {
    Integer[] takers = new Integer[slots.size()];
    int served = 0;
    for (int job = 0; job < jobs.size(); job++) {
      served += takes(job, jobs, slots, takers, new boolean[slots.size()]) ? 1 : 0;
    }
    return served;
  }

  private static boolean takes(
      int job, List<Set<String>> jobs, List<Set<String>> slots, Integer[] takers, boolean[] asked) {
    for (int slot = 0; slot < slots.size(); slot++) {
      if (!asked[slot] && slots.get(slot).containsAll(jobs.get(job))) {
        asked[slot] = true;
        if (takers[slot] == null || takes(takers[slot], jobs, slots, takers, asked)) {
          takers[slot] = job;
          return true;
        }
      }
    }
    return false;
  }

  private static int launchedFor(Scene scene) {
    return (int)
        scene.plan().jobs().stream()
            .filter(job -> job.standing() == Assignment.Standing.LAUNCHED)
            .count();
  }

  private static Scene scene(List<Shape> shapes) {
    List<Pool> pools = new ArrayList<>();
    for (Shape shape : shapes) {
      Pool pool = Pools.of("p" + pools.size(), shape.max, shape.labels, OFFERING);
      pools.add(Pools.withSlots(pool, shape.slots));
    }
    return new Scene().with(Scene.settings(20, pools.toArray(Pool[]::new)));
  }
}
