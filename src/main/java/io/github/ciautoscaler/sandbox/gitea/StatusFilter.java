package io.github.ciautoscaler.sandbox.gitea;

import io.github.ciautoscaler.simulator.ForgeJob;
import io.github.ciautoscaler.simulator.ForgeJob.Status;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Gitea's {@code status=} parameter, which may be repeated: any of them. */
final class StatusFilter {

  private StatusFilter() {}

  /** The first value that Gitea would refuse: unknown, a comma list, or nothing at all. */
  static Optional<String> firstInvalid(List<String> values) {
    return values.stream().filter(value -> of(value).isEmpty()).findFirst();
  }

  /** No value at all selects every job. */
  static Predicate<ForgeJob> anyOf(List<String> values) {
    return job -> values.isEmpty() || values.stream().anyMatch(v -> of(v).orElseThrow().test(job));
  }

  private static Optional<Predicate<ForgeJob>> of(String value) {
    return switch (value) {
      case "queued" -> Optional.of(job -> job.is(Status.QUEUED));
      case "waiting", "pending", "requested", "action_required" ->
          Optional.of(job -> job.is(Status.BLOCKED));
      case "in_progress" -> Optional.of(job -> job.is(Status.IN_PROGRESS));
      case "completed" -> Optional.of(job -> job.is(Status.COMPLETED));
      case "success", "failure" -> Optional.of(job -> value.equals(job.conclusion()));
      case "skipped", "neutral" -> Optional.of(job -> "skipped".equals(job.conclusion()));
      case "cancelled", "timed_out" -> Optional.of(job -> "cancelled".equals(job.conclusion()));
      default -> Optional.empty();
    };
  }
}
