package io.github.ciautoscaler.replay;

import io.github.ciautoscaler.replay.Yard.Peer;
import io.github.ciautoscaler.replay.Yard.State;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * testflows/TestFlows-GitHub-Hetzner-Runners c236d1c with recycling: a runner takes one job, then
 * its server powers off; one that is off for a minute may be rebuilt for the next job, and is
 * deleted in the last 10 minutes of an hour if it is off for 20 minutes. Loops of 60 s.
 */
final class TestflowsRules implements PeerPolicy.Rules {

  private static final Duration LOOP = Duration.ofSeconds(60);
  private static final Duration RECYCLABLE_AFTER = Duration.ofSeconds(60);
  private static final Duration DELETED_AFTER = Duration.ofSeconds(1_200);
  private static final Duration UNUSED = Duration.ofSeconds(180);
  private static final long WINDOW_FROM_MINUTE = 50;

  private final Map<Long, Instant> used = new HashMap<>();
  private final Map<Long, Instant> off = new HashMap<>();
  private Instant nextLoop = Instant.MIN;

  @Override
  public String name() {
    return "testflows";
  }

  @Override
  public String source() {
    return "TestFlows GitHub Hetzner Runners c236d1c, recycling (as read, not run)";
  }

  /** Often enough that no runner takes a second job. */
  @Override
  public Duration every() {
    return Duration.ofSeconds(1);
  }

  @Override
  public void decide(Yard yard) {
    for (Peer peer : yard.machines()) {
      takesOneJob(peer, yard);
    }
    if (!yard.now().isBefore(nextLoop)) {
      nextLoop = yard.now().plus(LOOP);
      scale(yard);
    }
  }

  private void takesOneJob(Peer peer, Yard yard) {
    long id = peer.server().id();
    boolean unused = peer.isFree() && !peer.idleSince().isAfter(yard.now().minus(UNUSED));
    if (peer.state() == State.BUSY && used.putIfAbsent(id, yard.now()) == null) {
      yard.drain(peer, true);
    } else if (peer.state() == State.IDLE && (used.containsKey(id) || unused)) {
      yard.drain(peer, true);
      off.putIfAbsent(id, yard.now());
    }
  }

  private void scale(Yard yard) {
    long ready = yard.machines().stream().filter(Peer::isFree).count();
    int missing = yard.queued() - (int) ready - yard.booting();
    Iterator<Peer> recyclable = recyclable(yard).iterator();
    while (missing > 0 && recyclable.hasNext()) {
      Peer peer = recyclable.next();
      off.remove(peer.server().id());
      used.remove(peer.server().id());
      yard.rebuild(peer);
      missing--;
    }
    yard.create(missing);
    recyclable(yard).stream().filter(peer -> isDue(peer, yard.now())).forEach(yard::delete);
  }

  private List<Peer> recyclable(Yard yard) {
    return yard.machines().stream()
        .filter(peer -> isOffFor(peer, RECYCLABLE_AFTER, yard.now()))
        .toList();
  }

  private boolean isOffFor(Peer peer, Duration time, Instant now) {
    Instant since = off.get(peer.server().id());
    return since != null && !since.isAfter(now.minus(time));
  }

  private boolean isDue(Peer peer, Instant now) {
    return peer.intoTheHour(now).toMinutes() >= WINDOW_FROM_MINUTE
        && isOffFor(peer, DELETED_AFTER, now);
  }
}
