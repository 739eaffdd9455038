package io.github.ciautoscaler.fleet;

import java.time.Instant;

/** A set of minutes, as "working days from 7 to 19 in Berlin". */
@FunctionalInterface
public interface Period {

  Period ALWAYS = now -> true;

  /** Whether the minute of this moment belongs to it. */
  boolean covers(Instant now);
}
