package io.github.ciautoscaler.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long a server asks us to wait: the header {@code Retry-After} in its form of seconds. */
public final class RetryAfter {

  private RetryAfter() {}

  /** Null where there is none, and for a date or nonsense. */
  public static @Nullable Duration of(@Nullable String header) {
    return header != null && header.matches("\\d{1,6}")
        ? Duration.ofSeconds(Long.parseLong(header))
        : null;
  }
}
