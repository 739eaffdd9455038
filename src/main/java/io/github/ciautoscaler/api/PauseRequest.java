package io.github.ciautoscaler.api;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is sent to pause everything, or one pool.
 *
 * @param length null until somebody resumes it
 */
record PauseRequest(@Nullable Duration length, @Nullable String reason) {

  private static final int LONGEST_REASON = 500;

  static PauseRequest read(byte @Nullable [] bytes) {
    Body body = Body.read(bytes, Set.of("for", "reason"));
    String lasts = body.text("for", 40).orElse(null);
    String reason = body.text("reason", LONGEST_REASON).orElse(null);
    Duration length = lasts == null ? null : PauseLength.parse(lasts).orElse(null);
    if (lasts != null && length == null) {
      body.refuse("for", "is not a length of time", "write 90s, 30m, 2h, 1d or PT30M, to 366d");
    }
    body.done();
    return new PauseRequest(length, reason);
  }
}
