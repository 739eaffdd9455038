package io.github.ciautoscaler.report;

import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.OriginalState;
import io.github.ciautoscaler.plan.Reason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One machine of ours as every face shows it.
 *
 * @param bill null without a server
 * @param reason why it is as it is; null where the plan did not say
 */
public record MachineSummary(
    Machine machine, OriginalState state, @Nullable Bill bill, @Nullable Reason reason) {

  public String name() {
    return machine.name();
  }

  public String pool() {
    return machine.pool();
  }

  /** Since when it has been in this state, as well as we know. */
  public Instant since() {
    return machine.phase().since();
  }
}
