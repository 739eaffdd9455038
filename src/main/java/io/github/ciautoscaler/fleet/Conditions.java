package io.github.ciautoscaler.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Since when something has been seen without a break. Kept in memory only: losing it delays an
 * action and never causes one.
 *
 * @param queuedSince by label set, since when some job with it waits
 * @param ignored since when a free runner leaves jobs with these labels queued that seem to fit
 * @param missingServers by name, since when a complete list lacks a server that we paid for
 * @param orphanNodes by name, since when a NotReady node has no server
 * @param offlineRunners by id, since when a noted row has been offline
 * @param quietMachines by name of a machine without a Node, since when its rows take no job
 * @param vanishedNodes by name, since when a server that once joined has no Node
 * @param busySince by machine name, since when jobs run there
 * @param rows by machine name, the rows with which it could take jobs a short while ago
 * @param lastEnabled by name of a leaving machine, when one of its rows was last seen enabled
 * @param silentJobs by id, since when a job counts as running whose runner is not online
 * @param passedOver by id of a permanent runner that was free, the owners of jobs that it left
 *     waiting, and that another has just taken
 */
public record Conditions(
    Map<Set<String>, Instant> queuedSince,
    Map<RunnerAndLabels, Ignored> ignored,
    Map<String, Instant> missingServers,
    Map<String, Instant> orphanNodes,
    Map<Long, Instant> offlineRunners,
    Map<String, Instant> quietMachines,
    Map<String, Instant> vanishedNodes,
    Map<String, Instant> busySince,
    Map<String, RowsSeen> rows,
    Map<String, Instant> lastEnabled,
    Map<Long, Instant> silentJobs,
    Map<Long, Set<String>> passedOver) {

  public static final Conditions NONE =
      new Conditions(
          Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of());

  /** Nothing is remembered of any machine's rows, nor of any job's runner. */
  public Conditions(
      Map<Set<String>, Instant> queuedSince,
      Map<RunnerAndLabels, Ignored> ignored,
      Map<String, Instant> missingServers,
      Map<String, Instant> orphanNodes,
      Map<Long, Instant> offlineRunners,
      Map<String, Instant> quietMachines,
      Map<String, Instant> vanishedNodes,
      Map<String, Instant> busySince) {
    this(
        queuedSince,
        ignored,
        missingServers,
        orphanNodes,
        offlineRunners,
        quietMachines,
        vanishedNodes,
        busySince,
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of());
  }

  /** The same, as so much later: the clock was set. */
  public Conditions movedBy(Duration change) {
    return new Conditions(
        moved(queuedSince, change),
        each(ignored, it -> new Ignored(it.since().plus(change), it.jobs())),
        moved(missingServers, change),
        moved(orphanNodes, change),
        moved(offlineRunners, change),
        moved(quietMachines, change),
        moved(vanishedNodes, change),
        moved(busySince, change),
        each(rows, it -> it.movedBy(change)),
        moved(lastEnabled, change),
        moved(silentJobs, change),
        passedOver);
  }

  private static <K> Map<K, Instant> moved(Map<K, Instant> since, Duration change) {
    return each(since, it -> it.plus(change));
  }

  private static <K, V> Map<K, V> each(Map<K, V> all, UnaryOperator<V> change) {
    Map<K, V> changed = new HashMap<>();
    all.forEach((key, value) -> changed.put(key, change.apply(value)));
    return changed;
  }

  /**
   * @param jobs the ids of those that it left waiting from the first moment on, a thousand at most
   */
  public record Ignored(Instant since, Set<Long> jobs) {}

  /** A runner and a label set that it leaves waiting. */
  public record RunnerAndLabels(long runnerId, Set<String> labels) {}
}
