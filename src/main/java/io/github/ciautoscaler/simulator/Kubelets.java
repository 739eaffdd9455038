package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.Node.Ready;
import io.github.ciautoscaler.fleet.Node.Taint;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The agents on the machines: whether they live, are heard of, and say that they are ready. */
final class Kubelets {

  /** How long a silent kubelet's node stays Ready. */
  static final Duration NODE_GRACE = Duration.ofSeconds(40);

  static final Taint NOT_READY = new Taint("node.kubernetes.io/not-ready", null, "NoSchedule");

  private final World world;
  private final ClusterWorld cluster;
  private final Pods pods;
  private final Map<String, AgentConfig> agents = new HashMap<>();
  private final Set<String> silent = new HashSet<>();

  Kubelets(World world, ClusterWorld cluster, Pods pods) {
    this.world = world;
    this.cluster = cluster;
    this.pods = pods;
  }

  /** The living agent of this Node. */
  @Nullable AgentConfig agent(String node) {
    return agents.get(node);
  }

  void start(String node, AgentConfig agent) {
    agents.put(node, agent);
  }

  /** It may be back before anybody noticed that it was gone. */
  void booted(String name, AgentConfig agent) {
    ClusterNode node = cluster.node(name).orElse(null);
    if (node != null && agents.get(name) == agent && node.isReady()) {
      pods.restartDead(node);
    } else {
      ready(name, agent);
    }
  }

  void ready(String name, AgentConfig agent) {
    ClusterNode node = cluster.node(name).orElse(null);
    if (node == null || agents.get(name) != agent || silent.contains(name) || node.isReady()) {
      return;
    }
    world.log(name, "node ready");
    cluster.replaceNode(name, node.spec().untaint(NOT_READY.key()), null);
    cluster.become(node, Ready.TRUE);
    pods.restartDead(node);
    pods.lookAt(name);
    if (world.settings().has(Surrounding.PODS)) {
      pods.resume(name);
    }
  }

  private void unknown(String name) {
    ClusterNode node = cluster.node(name).orElse(null);
    if (node != null && node.ready() != Ready.UNKNOWN && !obeys(name)) {
      world.log(name, "node not ready: its kubelet stopped posting");
      cluster.become(node, Ready.UNKNOWN);
    }
  }

  void powerOff(String name) {
    if (agents.remove(name) != null) {
      pods.powerOff(name);
      world.after(NODE_GRACE, () -> unknown(name));
    }
  }

  /** Whether a living agent stands behind this node. The control plane's own always lives. */
  boolean isOn(String name) {
    return agents.containsKey(name) || name.equals("control-plane-1");
  }

  /** Whether it does what the API server says. */
  boolean obeys(String name) {
    return isOn(name) && !silent.contains(name);
  }

  /** It is not heard of for a while; what runs there goes on running. */
  void silence(String name, Duration length) {
    AgentConfig agent = agents.get(name);
    if (agent != null && silent.add(name)) {
      world.after(NODE_GRACE, () -> unknown(name));
      world.after(
          NODE_GRACE.plus(length),
          () -> {
            silent.remove(name);
            ready(name, agent);
            pods.resume(name);
          });
    }
  }

  /** It says for a while that it is not ready; what runs there goes on running. */
  void blink(String name, Duration length) {
    ClusterNode node = cluster.node(name).orElse(null);
    AgentConfig agent = agents.get(name);
    if (node != null && agent != null && node.isReady()) {
      world.log(name, "node not ready for " + length.toSeconds() + " s");
      cluster.become(node, Ready.FALSE);
      world.after(length, () -> ready(name, agent));
    }
  }
}
