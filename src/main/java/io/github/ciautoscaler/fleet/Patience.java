package io.github.ciautoscaler.fleet;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long a queued job may wait for a machine that is busy and soon comes free, before a new one
 * is launched for it.
 *
 * @param fixed null where it goes by how long a machine takes to boot
 */
public record Patience(@Nullable Duration fixed) {

  /** A machine is launched at once. */
  public static final Patience NONE = new Patience(Duration.ZERO);

  /**
   * One and a half times as long as a machine of the pool takes to boot; none until that is known.
   */
  public static final Patience BOOT = new Patience(null);

  /** What docs/economics.md measured as the cheapest that hardly anybody notices. */
  private static final double BOOTS = 1.5;

  public Duration after(Optional<Duration> boot) {
    return fixed != null
        ? fixed
        : boot.map(took -> Duration.ofMillis((long) (took.toMillis() * BOOTS)))
            .orElse(Duration.ZERO);
  }
}
