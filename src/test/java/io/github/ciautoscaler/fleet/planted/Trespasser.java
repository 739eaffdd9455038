package io.github.ciautoscaler.fleet.planted;

import io.github.ciautoscaler.plan.Planner;
import java.time.Instant;

/** Knows the planner from within the fleet, and reads the clock: two things that it must not do. */
public final class Trespasser {

  private Trespasser() {}

  public static Instant planNow(Planner planner) {
    return planner.hashCode() == 0 ? Instant.EPOCH : Instant.now();
  }
}
