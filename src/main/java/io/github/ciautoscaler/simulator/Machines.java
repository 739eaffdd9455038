package io.github.ciautoscaler.simulator;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The computers behind the servers: each boots, and its agent joins the cluster if it may. */
final class Machines {

  private static final Duration TRY_AGAIN = Duration.ofSeconds(30);

  private final World world;
  private final ClusterWorld cluster;
  private final Map<Long, Machine> machines = new HashMap<>();
  private double failedBoots;

  /** A computer with power. */
  private record Machine(CloudServer server, AgentConfig agent) {}

  Machines(World world, ClusterWorld cluster) {
    this.world = world;
    this.cluster = cluster;
  }

  /** How many of the machines that get power never join. */
  void setFailedBoots(double share) {
    failedBoots = share;
  }

  void powerOn(CloudServer server) {
    Machine machine = new Machine(server, AgentConfig.parse(server.request().userData()));
    machines.put(server.id(), machine);
    if (world.dice().chance(failedBoots)) {
      world.log(server.name(), "its boot fails");
      return;
    }
    WorldSettings.Range boot = world.settings().boot();
    Duration untilReady = world.dice().between(boot.least(), boot.most());
    Duration untilJoin = untilReady.multipliedBy(8).dividedBy(10);
    world.after(untilJoin, () -> join(machine, untilReady.minus(untilJoin)));
  }

  private void join(Machine machine, Duration untilReady) {
    if (machines.get(machine.server().id()) != machine) {
      return;
    }
    if (!mayJoin(machine)) {
      world.after(TRY_AGAIN, () -> join(machine, untilReady));
      return;
    }
    cluster.register(machine.server(), machine.agent(), untilReady);
  }

  private boolean mayJoin(Machine machine) {
    String name = machine.server().name();
    if (!machine.agent().mentions(world.settings().clusterSecret())
        && !cluster.joinTokens().admit(machine.agent())) {
      world.log(name, "agent refused: its token is not valid");
      return false;
    }
    if (!cluster.knowsMachine(name, machine.server().id())) {
      world.log(name, "agent refused: another machine has this node name");
      return false;
    }
    return true;
  }

  void powerOff(CloudServer server) {
    if (machines.remove(server.id()) != null) {
      cluster.powerOff(server);
    }
  }
}
