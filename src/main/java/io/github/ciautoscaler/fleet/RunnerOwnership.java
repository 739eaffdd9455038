package io.github.ciautoscaler.fleet;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Runners, and the labels that they show.
 *
 * @param registrations by node name, the runner rows that belonged to it, so that they can be
 *     cleaned up when the Node is gone
 * @param shownLabels by pool, the label sets that its registered runners showed last
 * @param rememberedSince by pool, since when no runner of it is there and its labels are only
 *     remembered; none while one shows them
 * @param probes by pool, when a machine was ordered to look whether remembered labels still hold
 * @param jobsLeft which jobs they leave waiting
 */
public record RunnerOwnership(
    Map<String, Set<Long>> registrations,
    Map<String, Set<Set<String>>> shownLabels,
    Map<String, Instant> rememberedSince,
    Map<String, Instant> probes,
    JobsLeft jobsLeft) {

  public static final RunnerOwnership NONE =
      new RunnerOwnership(Map.of(), Map.of(), Map.of(), Map.of(), JobsLeft.NONE);

  public RunnerOwnership {
    registrations = Map.copyOf(registrations);
    shownLabels = Map.copyOf(shownLabels);
    rememberedSince = Map.copyOf(rememberedSince);
    probes = Map.copyOf(probes);
  }

  public Map<Set<String>, Set<Long>> unservable() {
    return jobsLeft.unservable();
  }

  public Map<Long, Set<String>> foreignRunners() {
    return jobsLeft.foreignRunners();
  }

  /** Whether a fresh machine came for this job, and did not take it. */
  public boolean cameInVainFor(Job job) {
    return !unservable().isEmpty()
        && unservable().getOrDefault(job.labels(), Set.of()).contains(job.id());
  }

  RunnerOwnership after(StateChange.OfRunners fact) {
    return switch (fact) {
      case StateChange.RunnersSeen(var node, var ids) -> seen(node, ids);
      case StateChange.RunnersForgotten(var nodes) -> forgotten(nodes);
      case StateChange.LabelsShown(var pool, var labels) -> shown(pool, labels);
      case StateChange.LabelsRemembered(var pool, var since) -> remembered(pool, since);
      case StateChange.LabelsProbed(var pool, var at) -> probing(with(probes, pool, at));
      case StateChange.JobsUnservable(var jobs) -> leaving(new JobsLeft(jobs, foreignRunners()));
      case StateChange.RunnersForeign(var owners) -> leaving(new JobsLeft(unservable(), owners));
    };
  }

  /** The machine that was to look did not come: another may be ordered. */
  RunnerOwnership withoutProbe(String pool, Instant orderedAt) {
    Map<String, Instant> less = new HashMap<>(probes);
    less.remove(pool, orderedAt);
    return probing(less);
  }

  private RunnerOwnership seen(String node, Set<Long> ids) {
    Set<Long> more = new HashSet<>(registrations.getOrDefault(node, Set.of()));
    more.addAll(ids);
    return owning(with(registrations, node, Set.copyOf(more)));
  }

  private RunnerOwnership forgotten(Set<String> nodes) {
    Map<String, Set<Long>> less = new HashMap<>(registrations);
    less.keySet().removeAll(nodes);
    return owning(less);
  }

  private RunnerOwnership shown(String pool, Set<Set<String>> labels) {
    Map<String, Instant> less = new HashMap<>(rememberedSince);
    less.remove(pool);
    return new RunnerOwnership(
        registrations, with(shownLabels, pool, labels), less, probes, jobsLeft);
  }

  private RunnerOwnership remembered(String pool, Instant since) {
    return rememberedSince.containsKey(pool)
        ? this
        : new RunnerOwnership(
            registrations, shownLabels, with(rememberedSince, pool, since), probes, jobsLeft);
  }

  private RunnerOwnership owning(Map<String, Set<Long>> next) {
    return new RunnerOwnership(next, shownLabels, rememberedSince, probes, jobsLeft);
  }

  private RunnerOwnership probing(Map<String, Instant> next) {
    return new RunnerOwnership(registrations, shownLabels, rememberedSince, next, jobsLeft);
  }

  private RunnerOwnership leaving(JobsLeft next) {
    return new RunnerOwnership(registrations, shownLabels, rememberedSince, probes, next);
  }

  private static <V> Map<String, V> with(Map<String, V> map, String key, V value) {
    Map<String, V> more = new HashMap<>(map);
    more.put(key, value);
    return more;
  }
}
