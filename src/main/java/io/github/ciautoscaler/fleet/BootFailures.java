package io.github.ciautoscaler.fleet;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Boots that failed since the last one that served. */
public record BootFailures(int inARow, @Nullable Instant last) {
  public static final BootFailures NONE = new BootFailures(0, null);

  public BootFailures oneMore(Instant at) {
    return new BootFailures(inARow + 1, at);
  }
}
