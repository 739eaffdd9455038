package io.github.ciautoscaler.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * Since when runners have been seen so.
 *
 * @param ignored since when a free runner leaves jobs with these labels queued that seem to fit
 * @param passedOver by id of a permanent runner that was free, the owners of jobs that it left
 *     waiting, and that another has just taken
 * @param rows by machine name, the rows with which it could take jobs a short while ago
 * @param lastEnabled by name of a leaving machine, when one of its rows was last seen enabled
 */
public record RunnerConditions(
    Map<RunnerAndLabels, Ignored> ignored,
    Map<Long, Set<String>> passedOver,
    Map<String, RowsSeen> rows,
    Map<String, Instant> lastEnabled) {

  static final RunnerConditions NONE = new RunnerConditions(Map.of(), Map.of(), Map.of(), Map.of());

  RunnerConditions movedBy(Duration change) {
    return new RunnerConditions(
        Since.each(ignored, it -> new Ignored(it.since().plus(change), it.jobs())),
        passedOver,
        Since.each(rows, it -> it.movedBy(change)),
        Since.moved(lastEnabled, change));
  }

  /**
   * @param jobs the ids of those that it left waiting from the first moment on, a thousand at most
   */
  public record Ignored(Instant since, Set<Long> jobs) {}

  /** A runner and a label set that it leaves waiting. */
  public record RunnerAndLabels(long runnerId, Set<String> labels) {}
}
