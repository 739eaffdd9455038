package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.NodeAnnotations;
import io.github.ciautoscaler.fleet.Pause;
import io.github.ciautoscaler.fleet.Phase.Terminating.Step;
import io.github.ciautoscaler.reconcile.Operator;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
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

  private Replica anyReplica() {
    return world.dice().oneOf(replicas);
  }

  private Replica leader() {
    String leader = SimLeases.holder(world);
    return replicas.stream()
        .filter(it -> it.identity().equals(leader))
        .findFirst()
        .orElse(replicas.getFirst());
  }

  /** Null: the process died of the request. */
  private Operator.@Nullable Answer answer(
      Replica replica, Operator operator, Function<Operator, Operator.Answer> request) {
    Operator.Answer answer;
    try {
      answer = request.apply(operator);
    } catch (ProcessDied died) {
      return null;
    }
    invariants.answered(replica, answer);
    return answer;
  }

  boolean operatorPauses() {
    return pauses(anyReplica());
  }

  private boolean pauses(Replica replica) {
    Operator operator = replica.operator();
    if (operator == null) {
      return false;
    }
    if (world.dice().chance(0.3)) {
      replicas.forEach(it -> it.inNextPass(asked -> pausesWhileAnyDrains(it, asked)));
    } else {
      pauses(replica, operator);
    }
    return true;
  }

  private void pauses(Replica replica, Operator operator) {
    Duration length = Duration.ofSeconds(world.dice().between(60, 2_400));
    Pauses pauses = invariants.people().pauses();
    Pause before = pauses.recorded();
    Answers process = replica.answers();
    Operator.Answer answer = answer(replica, operator, it -> it.pause(length, "simulated", false));
    pauses.askedFor(length, before, process, answer);
  }

  /** They see a machine leave, and do not want it. */
  private boolean pausesWhileAnyDrains(Replica replica, Operator operator) {
    if (faults.rate(Fault.OPERATOR_PAUSE) == 0) {
      return true;
    }
    boolean drains =
        world.cluster().nodes().stream()
            .map(node -> node.spec().annotations().get(NodeAnnotations.STAGE))
            .anyMatch(stage -> Step.DRAINING.annotation().equals(stage));
    if (drains) {
      pauses(replica, operator);
    }
    return drains;
  }

  boolean operatorScales() {
    int count = (int) world.dice().between(1, 3);
    String key = "request-" + ++numbers;
    if (!scales(anyReplica(), key, count)) {
      return false;
    }
    if (world.dice().chance(0.3)) {
      world.afterSeconds(0, 6, () -> asksOn("request-" + ++numbers, 6));
    }
    if (world.dice().chance(0.4)) {
      world.afterSeconds(2, 14_400, () -> asksOn(key, count));
    }
    return true;
  }

  /** Who is not content with one answer, or whose client tries again. */
  private void asksOn(String key, int count) {
    if (faults.rate(Fault.OPERATOR_SCALE) > 0) {
      scales(leader(), key, count);
    }
  }

  private boolean scales(Replica replica, String key, int count) {
    Operator operator = replica.operator();
    if (operator == null) {
      return false;
    }
    Operator.Answer answer = answer(replica, operator, it -> it.scale(count, null, key, false));
    invariants.operatorAnswers().scaled(replica, key, answer);
    invariants.people().askedForMore(count, answer);
    return true;
  }

  boolean operatorDrains() {
    return drains(anyReplica());
  }

  private boolean drains(Replica replica) {
    Operator operator = replica.operator();
    ClusterNode node = victims.node();
    if (operator == null || node == null) {
      return false;
    }
    boolean force = world.dice().chance(0.2);
    Operator.Answer answer = answer(replica, operator, it -> it.drain(node.name(), force, false));
    invariants.people().drained(node, force, answer);
    if (world.dice().chance(0.3)) {
      world.afterSeconds(5, 600, () -> takeBack(node.name()));
    }
    return true;
  }

  private void takeBack(String node) {
    Replica replica = anyReplica();
    Operator operator = replica.operator();
    if (operator == null || faults.rate(Fault.OPERATOR_DRAIN) == 0) {
      return;
    }
    Operator.Answer answer = answer(replica, operator, it -> it.takeBackDrain(node, false));
    invariants.tookDrainBack(node, answer);
  }

  /** Somebody asks just this process for something when another may lead already. */
  boolean leaseUnreachable() {
    Replica replica = leader();
    if (replicas.size() == 1 || !replica.isAlive()) {
      return false;
    }
    Duration length = Duration.ofSeconds(world.dice().between(40, 240));
    replica.losesLeaseFor(length);
    if (length.toSeconds() > 80) {
      world.afterSeconds(75, length.toSeconds(), () -> asksLate(replica));
    }
    return true;
  }

  private void asksLate(Replica replica) {
    switch ((int) world.dice().between(0, 2)) {
      case 0 -> ifAsked(Fault.OPERATOR_PAUSE, () -> pauses(replica));
      case 1 -> ifAsked(Fault.OPERATOR_DRAIN, () -> drains(replica));
      default -> ifAsked(Fault.OPERATOR_SCALE, () -> scales(replica, "request-" + ++numbers, 1));
    }
  }

  private void ifAsked(Fault kind, Runnable request) {
    if (faults.rate(kind) > 0) {
      request.run();
    }
  }
}
