package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Phase;
import io.github.ciautoscaler.fleet.PodWork;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A machine whose Node is silent for long goes, unless the forge says that a job runs there, or a
 * pod is left that must not be moved. One that tolerates everything and may be moved is left on it
 * by Kubernetes, and is asked to go.
 */
final class LostNodeRule implements TerminationCause {

  private static final Duration GAP = Duration.ofMinutes(1);

  private static final String BETWEEN_JOBS =
      "Its node was lost; a runner that is between two jobs may register again until ";

  @Override
  public Code code() {
    return Code.NODE_LOST;
  }

  @Override
  public String because() {
    return "Its node was lost.";
  }

  @Override
  public boolean yieldsToPaidHour() {
    return false;
  }

  @Override
  public boolean isOver(Machine machine, Situation situation) {
    return machine.node() != null && machine.node().isReady();
  }

  @Override
  public String question() {
    return "Is its Node silent for long?";
  }

  @Override
  public Answer ask(Machine machine, Situation situation) {
    if (!isLost(machine, situation)) {
      return Answer.NONE;
    }
    Instant gapEnds = betweenJobsUntil(machine);
    return gapEnds != null && gapEnds.isAfter(situation.now())
        ? new Answer.WaitUntil(gapEnds, new Reason(code(), BETWEEN_JOBS + gapEnds + "."))
        : Answer.terminate(
            code(), "Its node has been NotReady for more than five minutes, without a job.");
  }

  private static boolean isLost(Machine machine, Situation situation) {
    boolean lost = machine.node() != null && machine.node().isLostAt(situation.now());
    return lost && machine.jobs().isEmpty() && mayEnd(machine.work()) && machine.wasEverReady();
  }

  /** What runs on behind the silence may be moved at any time; Jobs and the like may not. */
  static boolean mayEnd(PodWork work) {
    return work.known() && work.pods().stream().allMatch(pod -> pod.keeps() == null);
  }

  /**
   * An ephemeral runner has no row between two jobs that could be disabled, and its pod cannot be
   * evicted: what runs there may go on without its kubelet. Null where it is not between two.
   */
  private static @Nullable Instant betweenJobsUntil(Machine machine) {
    return machine.phase() instanceof Phase.InService(var since) && machine.runners().isEmpty()
        ? since.plus(GAP)
        : null;
  }
}
