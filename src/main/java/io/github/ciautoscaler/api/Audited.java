package io.github.ciautoscaler.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A write that somebody asked for.
 *
 * @param before how it was; null where that says nothing
 * @param after how it is now, or would be in a dry run; null where it was refused
 */
public record Audited(
    Caller caller, Request request, @Nullable String before, @Nullable String after) {

  /**
   * @param who operator or viewer, with the name that was given at the page's sign-in; anyone in an
   *     open sandbox; nobody for a call without a valid token
   */
  public record Caller(Instant at, String who, String address) {}

  /**
   * @param node the machine that it is about; null for none
   * @param status the HTTP status of the answer
   */
  public record Request(String what, @Nullable String node, boolean dryRun, int status) {}

  public boolean isAccepted() {
    return request.status < 300;
  }
}
