package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Instant;

/** An idle machine stays as long as it is paid for, and for one more hour where it is too late. */
final class PaidHourRule implements IdleRule {

  @Override
  public String question() {
    return "Is it idle, and does its paid hour last?";
  }

  @Override
  public Answer askIdle(Idle idle, Situation situation) {
    Instant now = situation.now();
    HourEnd hourEnd = situation.hourEnd();
    boolean inTime = hourEnd.isInTime(idle.server(), now);
    return hourEnd
        .removableFrom(idle.server(), idle.since(), now)
        .map(from -> waitUntil(from, idle.paidUntil(now), inTime))
        .orElse(Answer.NONE);
  }

  private static Answer waitUntil(Instant from, Instant paidUntil, boolean inTime) {
    return new Answer.WaitUntil(
        from,
        new Reason(
            inTime ? Code.PAID_UNTIL : Code.TOO_LATE_FOR_HOUR,
            "Idle; paid until " + paidUntil + ", leaves from " + from + "."));
  }
}
