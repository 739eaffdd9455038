package io.github.ciautoscaler.report;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts what fails again and again, each thing by its name; forgets the oldest of very many. */
final class Streaks {

  static final int REMEMBERED = 1000;

  private final Map<String, Streak> running =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Streak> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** The failures in a row, with this one. */
  Streak failed(String what, Instant at) {
    return running.merge(what, new Streak(at, 1), (old, first) -> old.oneMore());
  }

  /** The failures that are over; null where there were none. */
  @Nullable Streak succeeded(String what) {
    return running.remove(what);
  }
}
