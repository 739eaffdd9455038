package io.github.ciautoscaler.kubernetes;

import java.time.Duration;

/**
 * How long one call may take, and a token be used.
 *
 * @param connect until the connection stands, TLS included
 * @param read between two bytes of the answer
 * @param call from the first to the last byte of all
 * @param token that was read from a file, until it is read there again
 */
public record TimeLimits(Duration connect, Duration read, Duration call, Duration token) {

  public static final TimeLimits DEFAULT =
      new TimeLimits(
          Duration.ofSeconds(5),
          Duration.ofSeconds(15),
          Duration.ofSeconds(20),
          Duration.ofMinutes(1));
}
