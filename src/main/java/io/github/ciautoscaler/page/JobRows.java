package io.github.ciautoscaler.page;

import io.github.ciautoscaler.page.MachineRow.JobLink;
import io.github.ciautoscaler.plan.Assignment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The queue.
 *
 * @param first the first jobs of it
 * @param more how many are not shown
 */
public record JobRows(List<JobRow> first, int more) {

  /** A page is looked at: who wants all of them asks {@code /api/jobs}. */
  private static final int SHOWN = 100;

  /**
   * One queued job.
   *
   * @param id the forge's
   * @param whyAt where every rule's answer about it stands
   * @param machine which will take it; empty for none
   */
  public record JobRow(
      long id,
      JobLink job,
      @Nullable String whyAt,
      String labels,
      String machine,
      String code,
      String why) {

    static JobRow of(Assignment job) {
      String machine = job.machine();
      return new JobRow(
          job.job().id(),
          JobLink.of(job.job()),
          Texts.why("jobs", String.valueOf(job.job().id())),
          String.join(", ", job.job().labels().stream().sorted().toList()),
          machine == null ? "" : machine,
          job.reason().code().name(),
          job.reason().message());
    }
  }

  static JobRows of(List<Assignment> queue) {
    return new JobRows(
        queue.stream().limit(SHOWN).map(JobRow::of).toList(), Math.max(0, queue.size() - SHOWN));
  }
}
