package io.github.ciautoscaler.fleet;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A launch that was recorded before its create call, and whose machine does not serve yet.
 *
 * @param process which run of the autoscaler began it; another run looks the name up first
 * @param serverId null until the create call was answered or the name was found
 * @param callEndedAt when the create call's answer was known to be lost; null while it runs or was
 *     answered
 */
public record PendingLaunch(
    LaunchOrder order,
    Instant startedAt,
    String process,
    @Nullable Long serverId,
    @Nullable Instant callEndedAt) {

  /** Its create call is made next. */
  public static PendingLaunch begun(LaunchOrder order, Instant at, String process) {
    return new PendingLaunch(order, at, process, null, null);
  }

  public String pool() {
    return order.pool();
  }

  public Offering offering() {
    return order.offering();
  }

  public PendingLaunch found(long id) {
    return new PendingLaunch(order, startedAt, process, id, callEndedAt);
  }

  public PendingLaunch callEnded(Instant at) {
    return new PendingLaunch(order, startedAt, process, serverId, at);
  }
}
