package io.github.ciautoscaler.fleet;

/**
 * The cloud's request budget, as its last answer said.
 *
 * @param limit requests an hour
 * @param remaining requests left now; one comes back each 3600/limit seconds
 */
public record RateLimit(int limit, int remaining) {

  /** Before any answer: the documented limit, unspent. */
  public static final RateLimit UNKNOWN = new RateLimit(3600, 3600);

  /** Kept for deletes, whatever happens. */
  public static final int DELETE_RESERVE = 50;

  /** Less than a quarter is left: lists are read at most once a minute. */
  public boolean isLow() {
    return remaining < limit / 4;
  }

  /** Only what removes machines may still be asked. */
  public boolean isReserved() {
    return remaining <= DELETE_RESERVE;
  }
}
