package io.github.ciautoscaler.api;

import io.github.ciautoscaler.plan.Assignment;
import io.github.ciautoscaler.reconcile.PassReport;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Each queued job: which machine will take it, or why none.
 *
 * @param observedAt null before the first pass; then nothing is known
 * @param total all queued jobs, of which the list holds the first; null while not known
 */
record JobsView(@Nullable Instant observedAt, @Nullable Integer total, List<QueuedJob> jobs) {

  record QueuedJob(
      long id,
      String name,
      @Nullable String url,
      @Nullable String repository,
      @Nullable Long runId,
      int attempt,
      List<String> labels,
      String serving,
      @Nullable String machine,
      ReasonView reason) {

    static QueuedJob of(Assignment assignment) {
      return new QueuedJob(
          assignment.job().id(),
          assignment.job().name(),
          assignment.job().url(),
          assignment.job().run().repository(),
          assignment.job().run().id(),
          assignment.job().run().attempt(),
          assignment.job().labels().stream().sorted().toList(),
          assignment.standing().name(),
          assignment.machine(),
          ReasonView.of(assignment.reason()));
    }
  }

  static JobsView unknown() {
    return new JobsView(null, null, List.of());
  }

  static JobsView of(PassReport report, int limit) {
    return new JobsView(
        report.fleet().seen().now(),
        report.fleet().seen().queued().wasRead() ? report.plan().jobs().size() : null,
        report.plan().jobs().stream().limit(limit).map(QueuedJob::of).toList());
  }
}
