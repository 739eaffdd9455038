package io.github.ciautoscaler.replay;

import io.github.ciautoscaler.replay.Yard.Peer;
import io.github.ciautoscaler.replay.Yard.State;
import java.time.Duration;
import java.time.Instant;

/**
 * Kubernetes' cluster-autoscaler 33c3f97 (2026-08-21) behind KEDA 2.21: KEDA makes a pod for each
 * queued job every 30 s; every 10 s one node is added for each pending pod that none on its way is
 * for; a node goes that is unneeded for 10 minutes, and none within 10 minutes of an addition. Paid
 * hours are unknown to it.
 */
final class ClusterAutoscalerRules implements PeerPolicy.Rules {

  private static final Duration KEDA_EVERY = Duration.ofSeconds(30);
  private static final Duration UNNEEDED = Duration.ofMinutes(10);
  private static final Duration DELAY_AFTER_ADD = Duration.ofMinutes(10);

  private Instant lastAdd = Instant.MIN;
  private Instant nextKeda = Instant.MIN;
  private int pods;

  @Override
  public String name() {
    return "cluster-autoscaler";
  }

  @Override
  public String source() {
    return "cluster-autoscaler 33c3f97 (2026-08-21) with a KEDA 2.21 ScaledJob, defaults";
  }

  @Override
  public Duration every() {
    return Duration.ofSeconds(10);
  }

  @Override
  public void decide(Yard yard) {
    Instant now = yard.now();
    if (!now.isBefore(nextKeda)) {
      pods = yard.queued();
      nextKeda = now.plus(KEDA_EVERY);
    }
    int missing = Math.min(pods, yard.queued()) - yard.count(State.IDLE) - yard.booting();
    if (missing > 0) {
      lastAdd = now;
      yard.create(missing);
    }
    if (!lastAdd.isAfter(now.minus(DELAY_AFTER_ADD))) {
      yard.machines().stream().filter(peer -> isUnneeded(peer, now)).forEach(yard::delete);
    }
  }

  private static boolean isUnneeded(Peer peer, Instant now) {
    return peer.state() == State.IDLE && !peer.idleSince().isAfter(now.minus(UNNEEDED));
  }
}
