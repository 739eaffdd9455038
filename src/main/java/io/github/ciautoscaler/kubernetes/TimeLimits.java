package io.github.ciautoscaler.kubernetes;

import java.time.Duration;

/**
 * How long one call may take.
 *
 * @param connect until the connection stands, TLS included
 * @param read between two bytes of the answer
 * @param call from the first to the last byte of all
 */
public record TimeLimits(Duration connect, Duration read, Duration call) {

  public static final TimeLimits DEFAULT =
      new TimeLimits(Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(20));
}
