package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.Pool;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Queued jobs that may run in the same places. Many jobs are of few groups.
 *
 * @param closed the names of the pools that do not serve their repository
 */
record JobGroup(Set<String> labels, Set<String> closed) {

  /** The groups in the order in which their first jobs were queued. */
  static Map<JobGroup, Deque<Job>> of(List<Job> queued, List<Pool> pools) {
    List<Pool> choosy =
        pools.stream().filter(pool -> !pool.repositories().patterns().isEmpty()).toList();
    Map<String, Set<String>> closed = new HashMap<>();
    Map<JobGroup, Deque<Job>> groups = new LinkedHashMap<>();
    for (Job job : queued) {
      Set<String> its =
          choosy.isEmpty()
              ? Set.of()
              : closed.computeIfAbsent(repository(job), none -> closed(job, choosy));
      groups.computeIfAbsent(new JobGroup(job.labels(), its), none -> new ArrayDeque<>()).add(job);
    }
    return groups;
  }

  private static Set<String> closed(Job job, List<Pool> pools) {
    return pools.stream()
        .filter(pool -> !pool.repositories().allow(job.run().repository()))
        .map(Pool::name)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** As it is shown; empty where nobody says. */
  static String repository(Job job) {
    String repository = job.run().repository();
    return repository == null ? "" : repository;
  }

  boolean isOpen(Pool pool) {
    return !closed.contains(pool.name());
  }
}
