package io.github.ciautoscaler.replay;

import io.github.ciautoscaler.simulator.World;
import java.time.Duration;
import java.time.Instant;

/** The rules of another autoscaler, asked again and again. */
final class PeerPolicy implements Policy {

  private static final Duration AT_MOST_AFTER = Duration.ofDays(60);

  /** The rules themselves. */
  interface Rules {
    String name();

    /** Project, version, and what of it is not played. */
    String source();

    /** How often they are asked. */
    Duration every();

    void decide(Yard yard);

    /** The trace is over: what still stands and would stand for ever goes. */
    default void end(Yard yard) {}
  }

  private final Rules rules;
  private final Surroundings surroundings;

  PeerPolicy(Rules rules, Surroundings surroundings) {
    this.rules = rules;
    this.surroundings = surroundings;
  }

  @Override
  public String name() {
    return rules.name();
  }

  @Override
  public String source() {
    return rules.source();
  }

  @Override
  public void run(ReplayWorld replayed, Progress progress) {
    World world = replayed.world();
    Yard yard = new Yard(world, surroundings);
    Instant end = replayed.trace().ends();
    while (!replayed.isOver() && world.now().isBefore(end.plus(AT_MOST_AFTER))) {
      yard.look();
      rules.decide(yard);
      if (!world.now().isBefore(end) && yard.queued() == 0) {
        rules.end(yard);
      }
      world.advance(rules.every());
      progress.reached(replayed.trace(), world.now());
    }
  }
}
