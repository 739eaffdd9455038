package io.github.ciautoscaler.fleet;

import java.time.Instant;
import java.util.Locale;

/**
 * An offering that is skipped for a while.
 *
 * @param message what the cloud said; empty where it is not known
 */
public record CoolDown(Instant until, Cause cause, String message) {

  /** Why an offering is skipped. */
  public enum Cause {
    /** Sold out, or not sold there; also a server that was accepted and then lost. */
    SOLD_OUT,
    /** The type is refused at every location. */
    TYPE,
    /** A limit that may be its own, or the account's where every offering meets it. */
    LIMIT;

    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public boolean holds(Instant now) {
    return now.isBefore(until);
  }
}
