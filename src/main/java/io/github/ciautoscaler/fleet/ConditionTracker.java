package io.github.ciautoscaler.fleet;

import io.github.ciautoscaler.fleet.Conditions.Ignored;
import io.github.ciautoscaler.fleet.Conditions.RunnerAndLabels;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Carries forward since when something is seen without a break. */
final class ConditionTracker {

  /** Noted of one label set: more would not fit into the notes. */
  private static final int MOST_JOBS = 1_000;

  private final Map<Set<String>, Set<Long>> jobsWith = new HashMap<>();
  private final Observation seen;
  private final Conditions before;

  ConditionTracker(Observation seen, Conditions before) {
    this.seen = seen;
    this.before = before;
  }

  Conditions next(
      List<Machine> machines,
      List<Runner> permanent,
      List<Node> orphanNodes,
      List<Runner> orphanRunners) {
    Set<Set<String>> queued =
        seen.queued().latest() instanceof Reading.Failed || !seen.queued().wasAsked()
            ? before.queuedSince().keySet()
            : waitingNow();
    return new Conditions(
        carried(before.queuedSince(), queued),
        ignored(machines, permanent),
        carried(before.missingServers(), missingServers(machines)),
        carried(before.orphanNodes(), keys(orphanNodes, Node::name)),
        carried(before.offlineRunners(), keys(orphanRunners, Runner::id)),
        carried(before.quietMachines(), quietMachines(machines)),
        carried(before.vanishedNodes(), vanishedNodes(machines)),
        carried(before.busySince(), named(machines, machine -> !machine.jobs().isEmpty())),
        RowsSeen.next(machines, before.rows(), seen.now()),
        lastEnabled(machines),
        carried(before.silentJobs(), silentJobs()),
        PassedOver.now(seen, before, permanent));
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

  private Set<Long> silentJobs() {
    List<Job> running = seen.running().known().orElse(List.of());
    if (running.isEmpty() || seen.runners().known().isEmpty()) {
      return Set.of();
    }
    Set<Long> online = new HashSet<>();
    for (Runner row : seen.runners().known().orElse(List.of())) {
      if (row.online()) {
        online.add(row.id());
      }
    }
    Set<Long> silent = new HashSet<>();
    for (Job job : running) {
      if (job.runnerId() != null && !online.contains(job.runnerId())) {
        silent.add(job.id());
      }
    }
    return silent;
  }

  /** A queue of which a page is missing takes nothing away. */
  private Set<Set<String>> waitingNow() {
    Set<Set<String>> labels =
        labelsOf(seen.queued().seen(seen.now(), Duration.ofDays(1)).orElse(List.of()));
    if (seen.queued().latest() instanceof Reading.Partial) {
      labels.addAll(before.queuedSince().keySet());
    }
    return labels;
  }

  private static Set<Set<String>> labelsOf(List<Job> jobs) {
    return keys(jobs, Job::labels);
  }

  private static <T, K> Set<K> keys(List<T> all, Function<T, @Nullable K> key) {
    Set<K> keys = new HashSet<>();
    for (T one : all) {
      K its = key.apply(one);
      if (its != null) {
        keys.add(its);
      }
    }
    return keys;
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
    Set<Long> running = keys(seen.running().known().orElse(List.of()), Job::runnerId);
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
    for (Job job : seen.queued().known().orElse(List.of())) {
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
          for (Job job : seen.queued().known().orElse(List.of())) {
            if (job.labels().equals(wanted) && ids.size() < MOST_JOBS) {
              ids.add(job.id());
            }
          }
          return Set.copyOf(ids);
        });
  }

  /** Servers that a create call answered, which a later complete list does not have. */
  private static Set<String> missingServers(List<Machine> machines) {
    return named(
        machines,
        machine ->
            machine.server() == null
                && machine.node() == null
                && machine.pendingLaunch() != null
                && machine.pendingLaunch().serverId() != null);
  }

  private static Set<String> quietMachines(List<Machine> machines) {
    return named(
        machines,
        machine ->
            machine.node() == null
                && machine.jobs().isEmpty()
                && machine.runners().stream().allMatch(r -> r.disabled() || !r.online()));
  }

  private static Set<String> vanishedNodes(List<Machine> machines) {
    return named(
        machines,
        machine ->
            machine.server() != null && machine.node() == null && machine.pendingLaunch() == null);
  }

  private static Set<String> named(List<Machine> machines, Predicate<Machine> which) {
    Set<String> names = new HashSet<>();
    for (Machine machine : machines) {
      if (which.test(machine)) {
        names.add(machine.name());
      }
    }
    return names;
  }

  private <K> Map<K, Instant> carried(Map<K, Instant> old, Set<K> now) {
    if (now.equals(old.keySet())) {
      return old;
    }
    Map<K, Instant> next = new HashMap<>();
    for (K key : now) {
      next.put(key, old.getOrDefault(key, seen.now()));
    }
    return next;
  }
}
