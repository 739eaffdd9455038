package io.github.ciautoscaler.fleet;

import io.github.ciautoscaler.fleet.RunnerConditions.Ignored;
import io.github.ciautoscaler.fleet.RunnerConditions.RunnerAndLabels;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Carries forward what is known of runners: which jobs they leave waiting, and their rows. */
final class RunnerConditionTracker {

  /** Noted of one label set: more would not fit into the notes. */
  private static final int MOST_JOBS = 1_000;

  private final Map<Set<String>, Set<Long>> jobsWith = new HashMap<>();
  private final Observation seen;
  private final RunnerConditions before;

  RunnerConditionTracker(Observation seen, RunnerConditions before) {
    this.seen = seen;
    this.before = before;
  }

  RunnerConditions next(List<Machine> machines, List<Runner> permanent) {
    return new RunnerConditions(
        ignored(machines, permanent),
        PassedOver.now(seen, before.ignored(), permanent),
        RowsSeen.next(machines, before.rows(), seen.now()),
        lastEnabled(machines));
  }

  private Map<String, Instant> lastEnabled(List<Machine> machines) {
    Map<String, Instant> last = new HashMap<>();
    for (Machine machine : machines) {
      Instant then = before.lastEnabled().get(machine.name());
      if (!machine.isTerminating()) {
        continue;
      }
      if (machine.runners().stream().anyMatch(row -> !row.disabled())) {
        last.put(machine.name(), seen.now());
      } else if (then != null) {
        last.put(machine.name(), then);
      }
    }
    return last;
  }

  /**
   * Jobs that a fresh machine came for in vain are not held against a runner: it could not take
   * them. On its way out a machine's runner is disabled by us and keeps what was held against it.
   */
  private Map<RunnerAndLabels, Ignored> ignored(List<Machine> machines, List<Runner> permanent) {
    Set<Set<String>> waiting = waiting();
    if (waiting.isEmpty()) {
      return Map.of();
    }
    Set<Long> running = ConditionTracker.keys(LastSeen.of(seen.running()), Job::runnerId);
    Map<RunnerAndLabels, Ignored> ignored = new HashMap<>();
    for (Runner runner : permanent) {
      if (isFree(runner, running)) {
        addIgnored(runner, true, waiting, ignored);
      }
    }
    for (Machine machine : machines) {
      boolean leaves = machine.isTerminating();
      for (Runner runner : machine.runners()) {
        boolean free = isFree(runner, running);
        if (free || leaves) {
          addIgnored(runner, free && !leaves, waiting, ignored);
        }
      }
    }
    return ignored;
  }

  private static boolean isFree(Runner runner, Set<Long> running) {
    return runner.online() && !runner.disabled() && !running.contains(runner.id());
  }

  /** The labels of the queued jobs for which no fresh machine came in vain. */
  private Set<Set<String>> waiting() {
    Set<Set<String>> waiting = new HashSet<>();
    for (Job job : LastSeen.of(seen.queued())) {
      if (!seen.stored().runners().cameInVainFor(job)) {
        waiting.add(job.labels());
      }
    }
    return waiting;
  }

  /**
   * @param begins whether it is held against a runner that nothing was held against before
   */
  private void addIgnored(
      Runner runner,
      boolean begins,
      Set<Set<String>> waiting,
      Map<RunnerAndLabels, Ignored> ignored) {
    for (Set<String> labels : waiting) {
      if (runner.fits(labels)) {
        RunnerAndLabels pair = new RunnerAndLabels(runner.id(), labels);
        Ignored since = before.ignored().get(pair);
        if (since != null) {
          ignored.put(pair, since);
        } else if (begins) {
          ignored.put(pair, new Ignored(seen.now(), jobsWith(labels)));
        }
      }
    }
  }

  private Set<Long> jobsWith(Set<String> labels) {
    return jobsWith.computeIfAbsent(
        labels,
        wanted -> {
          Set<Long> ids = new HashSet<>();
          for (Job job : LastSeen.of(seen.queued())) {
            if (job.labels().equals(wanted) && ids.size() < MOST_JOBS) {
              ids.add(job.id());
            }
          }
          return Set.copyOf(ids);
        });
  }
}
