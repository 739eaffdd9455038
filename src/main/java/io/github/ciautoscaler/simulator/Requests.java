package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.reconcile.Operator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

  boolean operatorPauses() {
    Operator operator = operator();
    if (operator == null) {
      return false;
    }
    Duration length = Duration.ofSeconds(world.dice().between(60, 2_400));
    boolean promised =
        operator.pause(length, "simulated", false) instanceof Operator.Accepted accepted
            && accepted.recorded();
    // An answer that was lost may all the same have replaced an earlier, longer pause.
    invariants.pausePromisedUntil(promised ? world.now().plus(length) : Instant.MIN);
    return true;
  }

  boolean operatorScales() {
    Operator operator = operator();
    if (operator == null) {
      return false;
    }
    operator.scale((int) world.dice().between(1, 3), "request-" + ++numbers, false);
    return true;
  }

  boolean operatorDrains() {
    Operator operator = operator();
    ClusterNode node = victims.node();
    if (operator == null || node == null) {
      return false;
    }
    boolean force = world.dice().chance(0.2);
    invariants.askedToGo(node.name(), force);
    operator.drain(node.name(), force, false);
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
    try {
      operator.takeBackDrain(node, false);
    } catch (ProcessDied died) {
      world.log(node, "the process died of the request");
    }
  }
}
