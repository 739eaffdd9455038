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
  private final Map<Long, String> nodeNames = new HashMap<>();
  private double failedBoots;
  private double slowBoots;
  private double otherNames;
  private double reboots;

  /**
   * A computer with power.
   *
   * @param node as its agent calls its Node
   */
  private record Machine(CloudServer server, String node, AgentConfig agent) {}

  Machines(World world, ClusterWorld cluster) {
    this.world = world;
    this.cluster = cluster;
  }

  /** How many of the machines that get power never join. */
  void setFailedBoots(double share) {
    failedBoots = share;
  }

  /** How many boots take longer than the provisioning time-out, or nearly. */
  void setSlowBoots(double share) {
    slowBoots = share;
  }

  /** How many of the machines call their Node otherwise than their server is called. */
  void setOtherNames(double share) {
    otherNames = share;
  }

  /** How many of the machines fall silent while they join, as their setup restarts them. */
  void setReboots(double share) {
    reboots = share;
  }

  private String nodeName(CloudServer server) {
    String name = server.hostName();
    return nodeNames.computeIfAbsent(
        server.id(), id -> world.dice().chance(otherNames) ? otherName(name) : name);
  }

  /** As --with-node-id, a host name with its domain, or --node-name makes it. */
  private String otherName(String name) {
    boolean isFoundAnyway =
        world.settings().has(Surrounding.PUBLIC_ADDRESSES)
            || world.settings().has(Surrounding.CLOUD_CONTROLLER);
    return switch ((int) world.dice().between(0, isFoundAnyway ? 2 : 1)) {
      case 0 -> name + "-" + world.dice().hex(8);
      case 1 -> name + ".ci.example.org";
      default -> "worker-" + world.dice().hex(6);
    };
  }

  void powerOn(CloudServer server) {
    AgentConfig agent = AgentConfig.parse(server.request().userData());
    String called = nodeName(server);
    String node = agent.hostName() == null ? called : agent.hostName();
    Machine machine = new Machine(server, node, agent);
    machines.put(server.id(), machine);
    if (world.dice().chance(failedBoots)) {
      world.log(server.name(), "its boot fails");
      return;
    }
    WorldSettings.Range boot = world.settings().boot();
    Duration untilReady = world.dice().between(boot.least(), boot.most());
    if (world.dice().chance(slowBoots)) {
      world.log(server.name(), "its boot is slow");
      untilReady = untilReady.plusSeconds(world.dice().between(420, 1_200));
    }
    Duration whole = untilReady;
    Duration untilJoin = whole.multipliedBy(8).dividedBy(10);
    world.after(untilJoin, () -> join(machine, whole.minus(untilJoin)));
  }

  private void join(Machine machine, Duration untilReady) {
    if (machines.get(machine.server().id()) != machine) {
      return;
    }
    if (!mayJoin(machine)) {
      world.after(TRY_AGAIN, () -> join(machine, untilReady));
      return;
    }
    cluster.register(machine.server(), machine.node(), machine.agent(), untilReady);
    if (world.dice().chance(reboots)) {
      world.log(machine.node(), "falls silent while it joins");
      cluster.silence(machine.node(), Duration.ofSeconds(world.dice().between(5, 200)));
    }
  }

  private boolean mayJoin(Machine machine) {
    String name = machine.node();
    if (!cluster.hasJoined(name, machine.server().id())
        && !machine.agent().isComplete()
        && !machine.agent().mentions(world.settings().clusterSecret())
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
    Machine machine = machines.remove(server.id());
    if (machine != null) {
      cluster.powerOff(server, machine.node());
    }
  }
}
