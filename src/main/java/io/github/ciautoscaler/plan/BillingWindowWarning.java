package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.plan.Reason.Code;
import java.util.List;

/** Names a billing window that is too short for this poll interval. */
final class BillingWindowWarning implements Proposer {

  @Override
  public List<Proposal> propose(Situation situation) {
    HourEnd hourEnd = situation.hourEnd();
    return hourEnd.isWidened()
        ? List.of(
            Proposal.warn(
                Code.HOUR_ENDS,
                "A termination takes up to "
                    + hourEnd.leadTime().toSeconds()
                    + " s at this poll interval, longer than BILLING_WINDOW_MINS; it begins"
                    + " earlier."))
        : List.of();
  }
}
