package io.github.ciautoscaler.replay;

import io.github.ciautoscaler.replay.Yard.Peer;
import io.github.ciautoscaler.replay.Yard.State;
import java.time.Duration;

/**
 * GitLab's fleeting taskscaler, 8295dd4 (2026-08-05, runner 19.3): as many servers as tasks run and
 * wait, none held ready (idle_count 0); one goes that is idle for idle_time, 20 minutes. It knows
 * no paid hours.
 */
final class TaskscalerRules implements PeerPolicy.Rules {

  private static final Duration IDLE_TIME = Duration.ofMinutes(20);

  @Override
  public String name() {
    return "taskscaler";
  }

  @Override
  public String source() {
    return "GitLab fleeting taskscaler 8295dd4 (2026-08-05), idle_count 0, idle_time 20m (as"
        + " documented)";
  }

  @Override
  public Duration every() {
    return Duration.ofSeconds(5);
  }

  @Override
  public void decide(Yard yard) {
    int want = yard.count(State.BUSY) + yard.queued();
    for (Peer peer : yard.machines()) {
      Duration idle = Duration.between(peer.idleSince(), yard.now());
      if (peer.state() == State.IDLE && yard.queued() == 0 && idle.compareTo(IDLE_TIME) > 0) {
        yard.delete(peer);
      }
    }
    yard.create(want - yard.all());
  }
}
