package io.github.ciautoscaler.metrics;

import io.github.ciautoscaler.reconcile.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tells each removal once, however often it was asked for and whichever answer was lost. */
final class Removals {

  private static final int REMEMBERED = 10_000;

  /** By id: whether it was counted; false for one whose answer was lost. */
  private final Map<Long, Boolean> counted =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** Whether this outcome is the first that shows that we removed it. */
  boolean isNew(long id, Outcome outcome) {
    boolean lostBefore = Boolean.FALSE.equals(counted.get(id));
    boolean removed =
        outcome instanceof Outcome.Done || outcome instanceof Outcome.Gone && lostBefore;
    if (removed) {
      return !Boolean.TRUE.equals(counted.put(id, true));
    }
    if (outcome instanceof Outcome.Unknown) {
      counted.putIfAbsent(id, false);
    }
    return false;
  }
}
