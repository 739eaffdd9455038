package io.github.ciautoscaler.fleet;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Starts nothing new until it ends. */
public record Pause(Instant since, @Nullable Instant until, @Nullable String reason) {
  public boolean holds(Instant now) {
    return until == null || now.isBefore(until);
  }
}
