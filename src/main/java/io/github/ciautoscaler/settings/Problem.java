package io.github.ciautoscaler.settings;

import org.jspecify.annotations.Nullable;

/**
 * Why the start stops.
 *
 * @param what what is wrong, without any secret
 * @param from where the value came from; null where there is none
 * @param mend what the owner can do about it
 */
public record Problem(String what, @Nullable String from, String mend) {

  /** With where it came from, for people. */
  public String described() {
    return from == null ? what : what + "  (from " + from + ")";
  }
}
