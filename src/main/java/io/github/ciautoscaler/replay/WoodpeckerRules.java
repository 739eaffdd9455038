package io.github.ciautoscaler.replay;

import io.github.ciautoscaler.replay.Yard.Peer;
import io.github.ciautoscaler.replay.Yard.State;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Woodpecker's autoscaler 9176b31 (2026-08-22) with hourly-round-up, one workflow an agent, none
 * held ready: every 60 s an agent for each workflow that no free agent is there for, also where
 * agents boot; an agent takes no new work in the last 2 minutes and an interval of its hour, and
 * goes when it is idle then. One that is busy then stays unused until its next window.
 */
final class WoodpeckerRules implements PeerPolicy.Rules {

  private static final Duration INTERVAL = Duration.ofSeconds(60);
  private static final Duration WINDOW_FROM =
      Duration.ofHours(1).minus(Duration.ofMinutes(2)).minus(INTERVAL);

  private final Set<Long> drained = new HashSet<>();

  @Override
  public String name() {
    return "woodpecker";
  }

  @Override
  public String source() {
    return "woodpecker-ci/autoscaler 9176b31 (2026-08-22), hourly-round-up, 1 workflow an agent (as"
        + " read, not run)";
  }

  @Override
  public Duration every() {
    return INTERVAL;
  }

  @Override
  public void decide(Yard yard) {
    for (Peer peer : yard.machines()) {
      if (peer.state() == State.BOOTING
          || peer.intoTheHour(yard.now()).compareTo(WINDOW_FROM) < 0) {
        continue;
      }
      if (peer.state() == State.IDLE) {
        yard.delete(peer);
      } else if (drained.add(peer.server().id())) {
        yard.drain(peer, true);
      }
    }
    long free = yard.machines().stream().filter(Peer::isFree).count();
    yard.create((int) (yard.queued() - free));
  }
}
