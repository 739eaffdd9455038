package io.github.ciautoscaler.api;

import io.github.ciautoscaler.plan.Action;
import io.github.ciautoscaler.plan.Decision;
import io.github.ciautoscaler.reconcile.Outcome;
import io.github.ciautoscaler.reconcile.PassReport;
import io.github.ciautoscaler.report.ActionEvent;
import io.github.ciautoscaler.report.DecisionStatus;
import io.github.ciautoscaler.report.FleetEvent;
import io.github.ciautoscaler.report.FleetUpdate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The latest decisions, newest first. One that is taken again in the next pass is one entry that is
 * seen more often, so that a refusal of every five seconds does not push out the rest.
 */
final class DecisionLog {

  static final int KEPT = 500;

  /**
   * @param at when it was first taken
   * @param lastAt when it was last taken
   * @param times in how many passes without a break
   * @param done whether something was begun
   * @param outcome how what was begun ended; null while it has not, or where nothing was begun
   */
  record Entry(
      Instant at,
      Instant lastAt,
      long times,
      String subject,
      @Nullable String action,
      boolean done,
      @Nullable String outcome,
      ReasonView reason) {

    private static Entry of(DecisionStatus status, Instant now) {
      Decision decision = status.decision();
      Action.Kind action = decision.action();
      return new Entry(
          status.since(),
          now,
          status.passes(),
          decision.subject(),
          action == null ? null : action.word(),
          status.begun(),
          null,
          ReasonView.of(decision.reason()));
    }

    /** Whether it tells of this decision as the pass before took it. */
    private boolean isEarlier(Entry now) {
      return !done
          && at.equals(now.at)
          && subject.equals(now.subject)
          && Objects.equals(action, now.action)
          && reason.code().equals(now.reason.code());
    }

    private Entry ended(String how) {
      return new Entry(at, lastAt, times, subject, action, done, how, reason);
    }
  }

  private final List<Entry> entries = new ArrayList<>();

  synchronized void add(FleetUpdate update) {
    for (FleetEvent.Entry entry : update.events()) {
      if (entry.event() instanceof ActionEvent.Ended(var ended, var failures)) {
        end(ended);
      }
    }
    for (DecisionStatus status : update.decisions()) {
      Entry latest = Entry.of(status, update.summary().at());
      if (status.passes() > 1) {
        entries.removeIf(entry -> entry.isEarlier(latest));
      }
      entries.addFirst(latest);
    }
    while (entries.size() > KEPT) {
      entries.removeLast();
    }
  }

  synchronized List<Entry> newest(int limit) {
    return List.copyOf(entries.subList(0, Math.min(limit, entries.size())));
  }

  private void end(PassReport.Ended ended) {
    String word = ended.action().kind().word();
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      if (entry.done()
          && entry.outcome() == null
          && entry.subject().equals(ended.action().machine())
          && word.equals(entry.action())) {
        entries.set(i, entry.ended(outcome(ended)));
        return;
      }
    }
  }

  private static String outcome(PassReport.Ended ended) {
    return ended.outcomes().stream()
        .filter(Outcome.Failure.class::isInstance)
        .map(outcome -> "failed: " + ((Outcome.Failure) outcome).message())
        .findFirst()
        .orElse(ended.succeeded() ? "succeeded" : "cut off");
  }
}
