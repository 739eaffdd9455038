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

  /** Recorded of one label set: more would not fit into the ConfigMap. */
  private static final int MOST_JOBS = 1_000;

  /** Jobs that wait, by their labels, as far as they are of these repositories. */
  private final Map<Repositories, Map<Set<String>, Set<Long>>> waiting = new HashMap<>();

  private final Observation seen;
  private final RunnerConditions before;
  private final FleetSettings settings;
  private final WorkConditions work;

  RunnerConditionTracker(
      Observation seen, RunnerConditions before, FleetSettings settings, WorkConditions work) {
    this.seen = seen;
    this.before = before;
    this.settings = settings;
    this.work = work;
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
    Map<Set<String>, Set<Long>> anybodys = waiting(Repositories.ALL);
    if (anybodys.isEmpty()) {
      return Map.of();
    }
    Set<Long> running = ConditionTracker.keys(LastSeen.of(seen.running()), Job::runnerId);
    Map<RunnerAndLabels, Ignored> ignored = new HashMap<>();
    for (Runner runner : permanent) {
      if (isFree(runner, running)) {
        addIgnored(runner, true, anybodys, ignored);
      }
    }
    for (Machine machine : machines) {
      boolean leaves = machine.isTerminating();
      var its = waiting(settings.repositoriesOf(machine.pool()));
      for (Runner runner : machine.runners()) {
        boolean free = isFree(runner, running);
        if (free || leaves) {
          addIgnored(runner, free && !leaves, its, ignored);
        }
      }
    }
    return ignored;
  }

  private boolean isFree(Runner runner, Set<Long> running) {
    return runner.online()
        && !runner.disabled()
        && !running.contains(runner.id())
        && !mayWork(runner);
  }

  /** Where nobody says what it runs. */
  private boolean mayWork(Runner runner) {
    return !work.jobs().isEmpty()
        && LastSeen.of(seen.running())
            .anyMatch(
                job -> job.isSomewhere() && job.mayRunOn(runner) && !work.isElsewhere(job, runner));
  }

  /**
   * Queued jobs by their labels, where for some of them no fresh machine came in vain. Of a pool
   * that serves some repositories alone, those of others are not held against its runners.
   */
  private Map<Set<String>, Set<Long>> waiting(Repositories of) {
    return waiting.computeIfAbsent(
        of,
        repositories -> {
          Map<Set<String>, Set<Long>> jobs = new HashMap<>();
          Set<Set<String>> held = new HashSet<>();
          for (Job job : LastSeen.of(seen.queued())) {
            if (repositories.allow(job.run().repository())) {
              Set<Long> ids = jobs.computeIfAbsent(job.labels(), none -> new HashSet<>());
              if (ids.size() < MOST_JOBS) {
                ids.add(job.id());
              }
              if (!seen.stored().runners().cameInVainFor(job)) {
                held.add(job.labels());
              }
            }
          }
          jobs.keySet().retainAll(held);
          return jobs;
        });
  }

  /**
   * @param begins whether it is held against a runner that nothing was held against before
   */
  private void addIgnored(
      Runner runner,
      boolean begins,
      Map<Set<String>, Set<Long>> jobs,
      Map<RunnerAndLabels, Ignored> ignored) {
    for (Set<String> labels : jobs.keySet()) {
      if (runner.fits(labels)) {
        RunnerAndLabels pair = new RunnerAndLabels(runner.id(), labels);
        Ignored since = before.ignored().get(pair);
        if (since != null) {
          ignored.put(pair, since);
        } else if (begins) {
          ignored.put(pair, new Ignored(seen.now(), jobs.getOrDefault(labels, Set.of())));
        }
      }
    }
  }
}
