package io.github.ciautoscaler.api;

import io.github.ciautoscaler.plan.Action;
import io.github.ciautoscaler.plan.Decision;
import io.github.ciautoscaler.plan.Reason;
import io.github.ciautoscaler.reconcile.Outcome;
import io.github.ciautoscaler.reconcile.PassReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    private Entry again(Instant now, Reason latest) {
      return new Entry(at, now, times + 1, subject, action, done, outcome, ReasonView.of(latest));
    }

    private Entry ended(String how) {
      return new Entry(at, lastAt, times, subject, action, done, how, reason);
    }
  }

  private record Key(String subject, Action.@Nullable Kind action, Reason.Code code) {}

  private final List<Entry> entries = new ArrayList<>();
  private Map<Key, Entry> lastPass = Map.of();

  synchronized void add(PassReport report) {
    report.ended().forEach(this::end);
    Instant now = report.fleet().seen().now();
    Map<Key, Entry> thisPass = new HashMap<>();
    for (Decision decision : report.plan().decisions()) {
      boolean done = report.isStarted(decision);
      Key key = new Key(decision.subject(), decision.action(), decision.reason().code());
      Entry known = done ? null : lastPass.get(key);
      // One that was pushed out meanwhile begins anew.
      boolean repeated = known != null && entries.remove(known);
      Entry entry =
          known != null && repeated
              ? known.again(now, decision.reason())
              : entry(decision, now, done);
      entries.addFirst(entry);
      if (!done) {
        thisPass.put(key, entry);
      }
    }
    lastPass = thisPass;
    while (entries.size() > KEPT) {
      entries.removeLast();
    }
  }

  synchronized List<Entry> newest(int limit) {
    return List.copyOf(entries.subList(0, Math.min(limit, entries.size())));
  }

  private static Entry entry(Decision decision, Instant now, boolean done) {
    Action.Kind action = decision.action();
    return new Entry(
        now,
        now,
        1,
        decision.subject(),
        action == null ? null : action.word(),
        done,
        null,
        ReasonView.of(decision.reason()));
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
