package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Pools;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** As many jobs as can be have a slot, and free runners serve before machines on their way. */
class MatchingTest {

  private static final List<String> WORDS = List.of("a", "b", "c");
  private static final Map<String, Set<String>> POOLS =
      Map.of("first", Set.of("a", "b"), "second", Set.of("b", "c"));

  /** Who would take either runner leaves the one to him who can take no other. */
  @Test
  void a_job_takes_the_runner_that_the_other_job_cannot() {
    Scene scene =
        scene()
            .permanentRunner(1, true, false, "a", "b")
            .permanentRunner(2, true, false, "b", "c")
            .queued(1, "b")
            .queued(1, "a");

    assertThat(standings(scene)).containsExactly(2, 0, 0);
  }

  /** Three groups in a row, each of which takes over what the next can do without. */
  @Test
  void a_chain_of_groups_moves_along() {
    Scene scene =
        scene()
            .permanentRunner(1, true, false, "a", "b")
            .permanentRunner(2, true, false, "b", "c")
            .permanentRunner(3, true, false, "c", "d")
            .queued(1, "b")
            .queued(1, "c")
            .queued(1, "a");

    assertThat(standings(scene)).containsExactly(3, 0, 0);
  }

  @Test
  void a_machine_on_its_way_serves_whom_no_free_runner_fits() {
    Scene scene =
        scene()
            .permanentRunner(1, true, false, "a", "b", "c")
            .server("ci-runner-00000001", Duration.ofMinutes(1), labels("first"))
            .queued(1, "a")
            .queued(1, "c");

    assertThat(standings(scene)).containsExactly(1, 1, 0);
  }

  /** The oracle tries every way to give the slots out. */
  @Test
  void nobody_can_do_better_in_3000_small_worlds() {
    for (int seed = 1; seed <= 3000; seed++) {
      Random dice = new Random(seed);
      Scene scene = scene();
      List<Set<String>> runners = draw(dice, 4);
      List<Set<String>> jobs = draw(dice, 6);
      List<String> coming = new ArrayList<>();
      for (int i = 0; i < runners.size(); i++) {
        scene.permanentRunner(10 + i, true, false, runners.get(i).toArray(String[]::new));
      }
      for (int i = dice.nextInt(3); i > 0; i--) {
        coming.add(dice.nextBoolean() ? "first" : "second");
        String name = "ci-runner-0000000" + i;
        scene.server(name, Duration.ofMinutes(1), labels(coming.getLast()));
      }
      jobs.forEach(job -> scene.queued(1, job.toArray(String[]::new)));
      List<Set<String>> pools = coming.stream().map(POOLS::get).toList();

      int[] best = best(jobs, 0, runners, pools, new boolean[runners.size() + pools.size()]);
      assertThat(standings(scene))
          .as("seed %d: %s on %s and %s", seed, jobs, runners, pools)
          .startsWith(best[0], best[1]);
    }
  }

  /** The most jobs that can have a slot, and among those ways the most on free runners. */
  private static int[] best(
      List<Set<String>> jobs,
      int next,
      List<Set<String>> runners,
      List<Set<String>> pools,
      boolean[] taken) {
    if (next == jobs.size()) {
      return new int[] {0, 0};
    }
    int[] best = best(jobs, next + 1, runners, pools, taken);
    for (int i = 0; i < taken.length; i++) {
      boolean isRunner = i < runners.size();
      Set<String> labels = isRunner ? runners.get(i) : pools.get(i - runners.size());
      if (!taken[i] && labels.containsAll(jobs.get(next))) {
        taken[i] = true;
        int[] rest = best(jobs, next + 1, runners, pools, taken);
        taken[i] = false;
        int[] with = {rest[0] + (isRunner ? 1 : 0), rest[1] + (isRunner ? 0 : 1)};
        boolean more = with[0] + with[1] > best[0] + best[1];
        boolean alike = with[0] + with[1] == best[0] + best[1];
        best = more || alike && with[0] > best[0] ? with : best;
      }
    }
    return best;
  }

  private static List<Set<String>> draw(Random dice, int most) {
    List<Set<String>> drawn = new ArrayList<>();
    for (int i = dice.nextInt(most + 1); i > 0; i--) {
      Set<String> labels = new TreeSet<>();
      for (int j = 1 + dice.nextInt(2); j > 0; j--) {
        labels.add(WORDS.get(dice.nextInt(WORDS.size())));
      }
      drawn.add(labels);
    }
    return drawn;
  }

  /** How many jobs have a free runner, a machine on its way, and neither. */
  private static List<Integer> standings(Scene scene) {
    List<Assignment> jobs = scene.plan().jobs();
    int free = count(jobs, Assignment.Standing.FREE_RUNNER);
    int coming = count(jobs, Assignment.Standing.PROVISIONING);
    assertThat(jobs).extracting(Assignment::job).extracting(Job::id).doesNotHaveDuplicates();
    assertThat(jobs.stream().filter(job -> job.standing() == Assignment.Standing.FREE_RUNNER))
        .extracting(Assignment::machine)
        .doesNotHaveDuplicates();
    return List.of(free, coming, jobs.size() - free - coming);
  }

  private static int count(List<Assignment> jobs, Assignment.Standing standing) {
    return (int) jobs.stream().filter(job -> job.standing() == standing).count();
  }

  private static Scene scene() {
    Pool[] pools =
        POOLS.entrySet().stream()
            .map(pool -> Pools.of(pool.getKey(), 4, pool.getValue()))
            .toArray(Pool[]::new);
    return new Scene().with(Scene.settings(8, pools));
  }

  private static Map<String, String> labels(String pool) {
    return Map.of(
        Labels.MANAGED_BY, Labels.MANAGED_BY_US,
        Labels.INSTALLATION, Scene.OURS,
        Labels.POOL, pool);
  }
}
