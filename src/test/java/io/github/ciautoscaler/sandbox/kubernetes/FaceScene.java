package io.github.ciautoscaler.sandbox.kubernetes;

import io.github.ciautoscaler.sandbox.wire.Turns;
import io.github.ciautoscaler.simulator.CreateRequest;
import io.github.ciautoscaler.simulator.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;

/** A world behind the face of its cluster. */
final class FaceScene {

  static final String MACHINE = "ci-runner-1b8ebd02";

  private FaceScene() {}

  /** Whoever asks is answered at once. */
  static Turns turns(World world) {
    return new Turns() {
      @Override
      public <T> T take(Supplier<T> work) {
        return work.get();
      }

      @Override
      public Instant instant() {
        return world.now();
      }
    };
  }

  /** A machine whose node and runner pod are there. */
  static void join(World world) {
    String userData =
        "K3S_TOKEN="
            + world.settings().clusterSecret()
            + " sh -s - agent --node-label=managed-by=gitea-ci-autoscaler"
            + " --node-label=node-role=ci-runner";
    world
        .cloud()
        .create(
            CreateRequest.of(
                MACHINE,
                "ccx33",
                "nbg1",
                "ubuntu-24.04",
                Map.of("managed-by", "gitea-ci-autoscaler"),
                userData));
    world.advance(Duration.ofMinutes(6));
  }
}
