package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.NodeAnnotations;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Guard: it has runners that can be disabled, and all of them are. Records since when, waits out
 * the fetch window, and then for two looks that show no job. Asked before each later step too.
 */
final class FetchWindowStep implements Step {

  @Override
  public String says() {
    return "Wait out the fetch window, then look twice for a job.";
  }

  @Override
  public Progress next(Termination termination, Evidence evidence, Situation situation) {
    if (situation.evictsRunners(termination.machine()) || termination.isForced()) {
      return Progress.PASSED;
    }
    Instant quiet = quietSince(termination, situation);
    return quiet == null
        ? TwoLooks.record(
            termination, NodeAnnotations.QUIET_SINCE, evidence.runnersListedAt(), Code.FETCH_WINDOW)
        : TwoLooks.after(
            quiet.plus(situation.settings().pace().fetchWindow()), termination, evidence);
  }

  /**
   * As it is recorded; null where that is not true any more. Lists of Nodes lag: the annotation may
   * be from before a row that was seen enabled since, or of a replica whose clock is ahead.
   */
  private static @Nullable Instant quietSince(Termination termination, Situation situation) {
    Instant recorded = termination.phase().looks().quietSince();
    Instant enabled =
        situation.fleet().conditions().runners().lastEnabled().get(termination.name());
    boolean holds =
        recorded != null
            && !recorded.isAfter(situation.now())
            && (enabled == null || recorded.isAfter(enabled));
    return holds ? recorded : null;
  }
}
