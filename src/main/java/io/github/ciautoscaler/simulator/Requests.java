package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.NodeAnnotations;
import io.github.ciautoscaler.fleet.Pause;
import io.github.ciautoscaler.fleet.Phase.Terminating.Step;
import io.github.ciautoscaler.reconcile.Operator;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What operators ask of the autoscaler, at bad moments. */
final class Requests {

  private final World world;
  private final Faults faults;
  private final Invariants invariants;
  private final List<Replica> replicas;
  private final Victims victims;
  private long numbers;

  Requests(World world, Faults faults, Invariants invariants, List<Replica> replicas) {
    this.world = world;
    this.faults = faults;
    this.invariants = invariants;
    this.replicas = replicas;
    this.victims = new Victims(world);
  }

  private @Nullable Operator operator() {
    return world.dice().oneOf(replicas).operator();
  }

  /** Null: the process died of the request. */
  private static Operator.@Nullable Answer answer(Supplier<Operator.Answer> request) {
    try {
      return request.get();
    } catch (ProcessDied died) {
      return null;
    }
  }

  boolean operatorPauses() {
    Operator operator = operator();
    if (operator == null) {
      return false;
    }
    if (world.dice().chance(0.3)) {
      replicas.forEach(replica -> replica.inNextPass(this::pausesWhileAnyDrains));
    } else {
      pauses(operator);
    }
    return true;
  }

  private void pauses(Operator operator) {
    Duration length = Duration.ofSeconds(world.dice().between(60, 2_400));
    Pause before = SimStateStore.truth(world).wishes().pause();
    Operator.Answer answer = answer(() -> operator.pause(length, "simulated", false));
    invariants.people().paused(length, before, answer);
  }

  /** They see a machine leave, and do not want it. */
  private boolean pausesWhileAnyDrains(Operator operator) {
    if (faults.rate(Fault.OPERATOR_PAUSE) == 0) {
      return true;
    }
    boolean drains =
        world.cluster().nodes().stream()
            .map(node -> node.spec().annotations().get(NodeAnnotations.STAGE))
            .anyMatch(stage -> Step.DRAINING.noted().equals(stage));
    if (drains) {
      pauses(operator);
    }
    return drains;
  }

  boolean operatorScales() {
    Operator operator = operator();
    if (operator == null) {
      return false;
    }
    int count = (int) world.dice().between(1, 3);
    String key = "request-" + ++numbers;
    invariants.people().askedForMore(count, answer(() -> operator.scale(count, key, false)));
    return true;
  }

  boolean operatorDrains() {
    Operator operator = operator();
    ClusterNode node = victims.node();
    if (operator == null || node == null) {
      return false;
    }
    boolean force = world.dice().chance(0.2);
    Operator.Answer answer = answer(() -> operator.drain(node.name(), force, false));
    invariants.people().drained(node, force, answer);
    if (world.dice().chance(0.3)) {
      world.afterSeconds(5, 600, () -> takeBack(node.name()));
    }
    return true;
  }

  private void takeBack(String node) {
    Operator operator = operator();
    if (operator == null || faults.rate(Fault.OPERATOR_DRAIN) == 0) {
      return;
    }
    invariants.people().tookDrainBack(node, answer(() -> operator.takeBackDrain(node, false)));
  }
}
