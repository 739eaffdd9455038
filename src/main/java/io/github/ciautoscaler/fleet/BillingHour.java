package io.github.ciautoscaler.fleet;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Hetzner's rule: every started hour counted from the server's creation is paid in full.
 *
 * <p>Source: the billing FAQ. {@code created} is at or before the billing start, so counting from
 * it errs on the safe side.
 */
public final class BillingHour {

  public static final Duration LENGTH = Duration.ofHours(1);

  private static final long SECONDS = LENGTH.toSeconds();

  private BillingHour() {}

  /**
   * The end of the hour that is being paid at this moment. At the boundary itself, the next one.
   */
  public static Instant paidUntil(Instant created, Instant now) {
    return created.plusSeconds(SECONDS * startedHours(created, now));
  }

  /** Hours paid so far, at least one. A creation in the future (clock skew) is the first hour. */
  public static long startedHours(Instant created, Instant now) {
    return Math.max(0, created.until(now, ChronoUnit.SECONDS)) / SECONDS + 1;
  }
}
