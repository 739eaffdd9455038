package io.github.ciautoscaler.reconcile;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with the forge's webhook.
 *
 * @param trusted whether polling may be slower: the latest jobs were all announced
 * @param lastDelivery when the latest signed one came; null before the first
 * @param missing the first job that no delivery announced since the webhook counts as broken; null
 *     while it does not
 */
public record HookStatus(
    State state,
    boolean trusted,
    Counts counts,
    @Nullable Instant lastDelivery,
    @Nullable Missing missing) {

  /** Where nothing is known of a webhook. */
  public static final HookStatus OFF =
      new HookStatus(State.OFF, false, new Counts(0, 0, 0), null, null);

  /** What is known of it. */
  public enum State {
    /** No WEBHOOK_SECRET is set, so no delivery is taken. */
    OFF,
    /** Not enough jobs came yet to tell. */
    UNPROVEN,
    /** Deliveries announce each job. */
    WORKING,
    /** A job came that no delivery announced. */
    BROKEN
  }

  /**
   * Since the start.
   *
   * @param taken signed deliveries, repeated ones too
   * @param refused deliveries that were not signed rightly, or not to be read
   * @param missed jobs that no delivery announced in time
   */
  public record Counts(long taken, long refused, long missed) {}

  /**
   * A job that no delivery announced.
   *
   * @param seen when it was first listed
   */
  public record Missing(long job, Instant seen) {}
}
