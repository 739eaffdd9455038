package io.github.ciautoscaler.fleet;

import io.github.ciautoscaler.fleet.RunnerConditions.Ignored;
import io.github.ciautoscaler.fleet.RunnerConditions.RunnerAndLabels;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who was free and left a job waiting that fits it, and that another runner has taken now. */
final class PassedOver {

  /** So long it was free, and the job waited. */
  private static final Duration AT_LEAST = Duration.ofSeconds(60);

  private PassedOver() {}

  /** By the id of a permanent runner: the owners of the jobs. */
  static Map<Long, Set<String>> now(
      Observation seen, Map<RunnerAndLabels, Ignored> before, List<Runner> permanent) {
    if (before.isEmpty() || permanent.isEmpty()) {
      return Map.of();
    }
    Set<Long> ids = new HashSet<>();
    permanent.forEach(runner -> ids.add(runner.id()));
    Map<Long, Set<String>> passedOver = new HashMap<>();
    before.forEach((pair, ignored) -> {
      boolean isLong = Age.of(ignored.since(), seen.now()).reached(AT_LEAST);
      if (isLong && ids.contains(pair.runnerId())) {
        add(seen, pair, ignored, passedOver);
      }
    });
    return passedOver;
  }

  private static void add(
      Observation seen, RunnerAndLabels pair, Ignored ignored, Map<Long, Set<String>> passedOver) {
    for (Job job : LastSeen.of(seen.running())) {
      Long on = job.runnerId();
      if (on != null && on != pair.runnerId() && ignored.jobs().contains(job.id())) {
        passedOver.computeIfAbsent(pair.runnerId(), none -> new HashSet<>()).add(job.owner());
      }
    }
  }
}
