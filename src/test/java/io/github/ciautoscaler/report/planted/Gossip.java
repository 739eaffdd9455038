package io.github.ciautoscaler.report.planted;

import io.github.ciautoscaler.metrics.FleetMetrics;
import java.time.Instant;

/** Knows from within the report who shows it, and reads the clock: two things it must not do. */
public final class Gossip {

  private Gossip() {}

  public static Instant shown(FleetMetrics metrics) {
    return metrics.hashCode() == 0 ? Instant.EPOCH : Instant.now();
  }
}
