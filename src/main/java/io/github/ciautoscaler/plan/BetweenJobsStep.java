package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Guard: its runners could be disabled, and none is registered, which an ephemeral one is not
 * between two jobs. Waits for the next row, to disable it: a runner that registers while its pod is
 * evicted could be handed a job.
 */
final class BetweenJobsStep implements Step {

  private static final Duration GAP = Duration.ofMinutes(1);

  @Override
  public String says() {
    return "Wait for a runner that may be between two jobs.";
  }

  @Override
  public Progress next(Termination termination, Evidence evidence, Situation situation) {
    if (!situation.canDisable()
        || !termination.machine().runners().isEmpty()
        || termination.isForced()) {
      return Progress.PASSED;
    }
    Instant until = since(termination).plus(GAP);
    String waits = " A runner that is between two jobs may register again until " + until + ".";
    return until.isAfter(situation.now()) && !isUndated(termination, situation)
        ? Progress.holds(
            termination.explain(new Reason(Code.FETCH_WINDOW, termination.why().message() + waits)))
        : Progress.PASSED;
  }

  private static Instant since(Termination termination) {
    @Nullable Instant idle = termination.machine().ownAnnotations().idleSince();
    return idle == null ? termination.phase().since() : idle;
  }

  /** Where the annotation cannot be read, it would begin anew in every pass. */
  private static boolean isUndated(Termination termination, Situation situation) {
    return !since(termination).isBefore(situation.now());
  }
}
