package io.github.ciautoscaler.fleet;

import java.util.Map;
import java.util.Set;

/**
 * Jobs that runners leave waiting though their labels fit.
 *
 * @param unservable by label set, the ids of the jobs for which a fresh machine came in vain: a
 *     later job with these labels is another matter
 * @param foreignRunners by id of a permanent runner, the owners whose jobs it leaves waiting
 */
public record JobsLeft(
    Map<Set<String>, Set<Long>> unservable, Map<Long, Set<String>> foreignRunners) {

  public static final JobsLeft NONE = new JobsLeft(Map.of(), Map.of());

  public JobsLeft {
    unservable = Map.copyOf(unservable);
    foreignRunners = Map.copyOf(foreignRunners);
  }
}
