package io.github.ciautoscaler.fleet;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The cloud refuses to sell: an account limit, a bad token, too many requests. */
public record BackOff(Instant until, String code, String message) {

  public boolean holds(Instant now) {
    return now.isBefore(until);
  }

  /** Of several orders that were refused at the same time, the longest stop counts. */
  static BackOff longer(@Nullable BackOff before, BackOff next) {
    return before != null && before.until().isAfter(next.until()) ? before : next;
  }
}
