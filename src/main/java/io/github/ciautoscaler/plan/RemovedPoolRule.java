package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Instant;

/** An idle machine of a pool that the configuration lacks goes at its hour's end, queue or not. */
final class RemovedPoolRule implements TerminationCause, IdleRule {

  @Override
  public Code code() {
    return Code.POOL_REMOVED;
  }

  @Override
  public String because() {
    return "Its pool is not in the configuration any more.";
  }

  @Override
  public boolean yieldsToDemand() {
    return false;
  }

  @Override
  public boolean isOver(Machine machine, Situation situation) {
    return situation.settings().hasPool(machine.pool());
  }

  @Override
  public String question() {
    return "Is its pool gone from the configuration?";
  }

  @Override
  public Answer askIdle(Idle idle, Situation situation) {
    if (isOver(idle.machine(), situation)) {
      return Answer.NONE;
    }
    return idle.isDue(situation)
        ? Answer.terminate(code(), because())
        : situation
            .hourEnd()
            .removableFrom(idle.server(), idle.since(), situation.now())
            .map(this::waitUntil)
            .orElse(Answer.NONE);
  }

  private Answer waitUntil(Instant from) {
    String waits = because() + " It is counted on for no job, and leaves from " + from + ".";
    return new Answer.WaitUntil(from, new Reason(code(), waits));
  }
}
