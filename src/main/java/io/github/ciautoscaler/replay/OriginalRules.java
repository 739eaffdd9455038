package io.github.ciautoscaler.replay;

import io.github.ciautoscaler.replay.Yard.Peer;
import io.github.ciautoscaler.replay.Yard.State;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * rustunit/gitea-ci-autoscaler v0.2.0, d11ee30 (2026-06-22): one server for each job that waits for
 * none; a server goes that is idle for 5 minutes within the last 5 minutes of its hour. Its runner
 * is deleted first, without a disable and without another look, and the server by the next pass.
 */
final class OriginalRules implements PeerPolicy.Rules {

  private static final Duration IDLE = Duration.ofMinutes(5);
  private static final long WINDOW_FROM_MINUTE = 55;

  private final Set<Long> leaving = new HashSet<>();

  @Override
  public String name() {
    return "original";
  }

  @Override
  public String source() {
    return "rustunit/gitea-ci-autoscaler v0.2.0, d11ee30 (2026-06-22)";
  }

  @Override
  public Duration every() {
    return Duration.ofSeconds(5);
  }

  @Override
  public void decide(Yard yard) {
    for (Peer peer : yard.machines()) {
      if (leaving.remove(peer.server().id())) {
        yard.delete(peer);
      } else if (isDue(peer, yard)) {
        leaving.add(peer.server().id());
        yard.deleteRunner(peer);
      }
    }
    yard.create(yard.queued() - yard.count(State.IDLE) - yard.booting());
  }

  private static boolean isDue(Peer peer, Yard yard) {
    return peer.state() == State.IDLE
        && !Duration.between(peer.idleSince(), yard.now()).minus(IDLE).isNegative()
        && peer.intoTheHour(yard.now()).toMinutes() >= WINDOW_FROM_MINUTE;
  }
}
