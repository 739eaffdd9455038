package io.github.ciautoscaler.fleet;

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

  private final Observation seen;
  private final Conditions before;
  private final FleetSettings settings;
  private final WorkConditions work;

  /**
   * @param work as it is in this pass
   */
  ConditionTracker(
      Observation seen, Conditions before, FleetSettings settings, WorkConditions work) {
    this.seen = seen;
    this.settings = settings;
    this.before = before;
    this.work = work;
  }

  Conditions next(
      List<Machine> machines,
      List<Runner> permanent,
      List<Node> orphanNodes,
      List<Runner> orphanRunners) {
    return new Conditions(
        jobs(),
        new RunnerConditionTracker(seen, before.runners(), settings, work)
            .next(machines, permanent),
        machines(machines),
        new OrphanConditions(
            carried(before.orphans().nodes(), keys(orphanNodes, Node::name)),
            carried(before.orphans().runners(), keys(orphanRunners, Runner::id))),
        work);
  }

  private JobConditions jobs() {
    Set<Set<String>> queued =
        seen.queued().latest() instanceof Reading.Failed || !seen.queued().wasAsked()
            ? before.jobs().queuedSince().keySet()
            : waitingNow();
    return new JobConditions(
        carried(before.jobs().queuedSince(), queued),
        carried(before.jobs().silent(), silentJobs()),
        before.jobs().running().after(seen.running(), before.jobs().silent().keySet()),
        carried(before.jobs().waiting(), waitingJobs()));
  }

  private MachineConditions machines(List<Machine> machines) {
    MachineConditions then = before.machines();
    return new MachineConditions(
        carried(then.busy(), named(machines, ConditionTracker::works)),
        carried(then.quiet(), quietMachines(machines)),
        carried(then.missingServers(), missingServers(machines)),
        carried(then.vanishedNodes(), vanishedNodes(machines)),
        usedBy(machines));
  }

  private static boolean works(Machine machine) {
    return !machine.jobs().isEmpty() || machine.worksForPods();
  }

  private static Map<String, Set<String>> usedBy(List<Machine> machines) {
    Map<String, Set<String>> usedBy = new HashMap<>();
    for (Machine machine : machines) {
      Set<String> begun = machine.slots().uses().begun();
      if (!begun.isEmpty()) {
        usedBy.put(machine.name(), begun);
      }
    }
    return usedBy;
  }

  private <K> Map<K, Instant> carried(Map<K, Instant> since, Set<K> now) {
    return Since.carried(since, now, seen.now());
  }

  private Set<Long> silentJobs() {
    if (!seen.runners().wasRead()) {
      return Set.of();
    }
    Set<Long> online = new HashSet<>();
    for (Runner row : LastSeen.of(seen.runners())) {
      if (row.online()) {
        online.add(row.id());
      }
    }
    Set<Long> silent = new HashSet<>();
    for (Job job : LastSeen.of(seen.running())) {
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
    if (seen.queued().isPartial()) {
      labels.addAll(before.jobs().queuedSince().keySet());
    }
    return labels;
  }

  /** The same by their ids. */
  private Set<Long> waitingJobs() {
    Set<Long> ids = new HashSet<>();
    if (!(seen.queued().latest() instanceof Reading.Complete)) {
      ids.addAll(before.jobs().waiting().keySet());
    }
    for (Job job : seen.queued().seen(seen.now(), Duration.ofDays(1)).orElse(List.of())) {
      if (ids.size() > JobConditions.MOST_WAITING) {
        return Set.of();
      }
      ids.add(job.id());
    }
    return ids;
  }

  private static Set<Set<String>> labelsOf(List<Job> jobs) {
    return keys(jobs, Job::labels);
  }

  static <T, K> Set<K> keys(Iterable<T> all, Function<T, @Nullable K> key) {
    Set<K> keys = new HashSet<>();
    for (T one : all) {
      K its = key.apply(one);
      if (its != null) {
        keys.add(its);
      }
    }
    return keys;
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
}
