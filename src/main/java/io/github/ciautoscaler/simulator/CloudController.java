package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.Node.Taint;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the cloud's own controller does in a cluster: it keeps pods off new Nodes until it knows
 * their server, and deletes Nodes whose server is gone or off.
 */
final class CloudController {

  static final Taint UNINITIALIZED =
      new Taint("node.cloudprovider.kubernetes.io/uninitialized", "true", "NoSchedule");

  private final World world;
  private final ClusterWorld cluster;
  private Consumer<String> watch = node -> {};

  CloudController(World world, ClusterWorld cluster) {
    this.world = world;
    this.cluster = cluster;
  }

  /** What it writes into spec.providerID. */
  static String idOf(long server) {
    return "hcloud://" + server;
  }

  /** Told of each Node that it deletes. */
  void watch(Consumer<String> by) {
    watch = by;
  }

  /** A Node was made. */
  void joined(String name) {
    world.afterSeconds(5, 60, () -> initialize(name));
    world.afterSeconds(20, 60, () -> look(name));
  }

  private void initialize(String name) {
    Long server = world.origins().serverBehind(name);
    if (server == null) {
      return;
    }
    cluster.provide(name, idOf(server));
    cluster
        .node(name)
        .ifPresent(
            node -> cluster.replaceNode(name, node.spec().untaint(UNINITIALIZED.key()), null));
  }

  private void look(String name) {
    ClusterNode node = cluster.node(name).orElse(null);
    if (node == null) {
      return;
    }
    if (!node.isReady() && !hasPower(world.origins().serverBehind(name))) {
      world.log(name, "the cloud controller deletes the node");
      watch.accept(name);
      cluster.deleteNode(name);
      return;
    }
    world.afterSeconds(5, 60, () -> look(name));
  }

  private boolean hasPower(@Nullable Long server) {
    return server != null
        && world.cloud().server(server).filter(CloudServer::isRunning).isPresent();
  }
}
