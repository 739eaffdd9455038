package io.github.ciautoscaler.http.planted;

import io.github.ciautoscaler.fleet.RateLimit;
import java.time.Instant;

/** Knows a thing of the fleet from within the HTTP room, and the date: it must know neither. */
public final class Insider {

  private Insider() {}

  public static Instant when(RateLimit budget) {
    return budget.remaining() == 0 ? Instant.EPOCH : Instant.now();
  }
}
