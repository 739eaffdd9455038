package io.github.ciautoscaler.sandbox.wire;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that goes wrong between a client and a simulated server.
 *
 * @param face which server; null for any
 * @param method of the requests that it strikes; null for any
 * @param path what their path contains; null for any
 * @param rate how likely it strikes a request, above 0 and at most 1
 * @param times how often it strikes at most; null for no limit
 * @param until the world's time when it ends; null for never
 */
public record Fault(
    Kind kind,
    @Nullable String face,
    @Nullable String method,
    @Nullable String path,
    double rate,
    @Nullable Integer times,
    @Nullable Instant until) {

  /** What goes wrong. {@code AFTER}: what was asked has been done, only the answer is lost. */
  public enum Kind {
    /** 401 as after a revoked token; nothing is done. */
    UNAUTHORIZED,
    /** 429. */
    RATE_LIMITED,
    /** 500 in the product's own words. */
    SERVER_ERROR,
    /** 502 with a gateway's HTML page. */
    BAD_GATEWAY,
    /** 503 with a gateway's HTML page. */
    UNAVAILABLE,
    /** 504 with a gateway's HTML page; what was asked has been done. */
    GATEWAY_TIMEOUT_AFTER,
    /** Accepts the request, does nothing and never answers. */
    HANG_BEFORE,
    /** Does what was asked and never answers. */
    HANG_AFTER,
    /** The connection ends without an answer; nothing was done. */
    RESET_BEFORE,
    /** Does what was asked; the connection ends without an answer. */
    RESET_AFTER,
    /** The answer comes one byte at a time. */
    SLOW_LORIS,
    /** 200 with something that is no JSON; what was asked has been done. */
    GARBAGE,
    /** The answer breaks off in the middle. */
    TRUNCATED;

    /** As written in {@code POST /sandbox/faults}, for example {@code reset-after}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Kind> of(String word) {
      return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }
  }

  boolean mayStrike(String name, Request request, Instant now) {
    return (face == null || face.equals(name))
        && (method == null || method.equals(request.method()))
        && (path == null || request.path().contains(path))
        && (until == null || now.isBefore(until));
  }

  boolean isSpent(Instant now) {
    return (times != null && times <= 0) || (until != null && !now.isBefore(until));
  }

  Fault struck() {
    return new Fault(kind, face, method, path, rate, times == null ? null : times - 1, until);
  }
}
