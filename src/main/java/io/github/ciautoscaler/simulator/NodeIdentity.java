package io.github.ciautoscaler.simulator;

/** What a new Node tells of the server that it stands on. */
final class NodeIdentity {

  private final World world;
  private final ClusterWorld cluster;
  private int lastAddress = 10;

  NodeIdentity(World world, ClusterWorld cluster) {
    this.world = world;
    this.cluster = cluster;
  }

  String address(CloudServer server) {
    if (world.settings().has(Surrounding.PUBLIC_ADDRESSES)) {
      return server.publicAddress();
    }
    int address = ++lastAddress;
    return "10.0." + address / 250 + "." + (address % 250 + 3);
  }

  /**
   * Without a cloud controller K3s writes the Node's own name into spec.providerID. With one, the
   * agent must say the server's id where the controller could not find it by its name.
   */
  void tell(String node, long server) {
    world
        .cloud()
        .server(server)
        .ifPresent(its -> cluster.node(node).ifPresent(one -> one.has(its.type())));
    if (!world.settings().has(Surrounding.CLOUD_CONTROLLER)) {
      cluster.provide(node, "k3s://" + node);
    } else if (!node.equals(world.origins().orderedAs(server))) {
      cluster.provide(node, CloudController.idOf(server));
    }
  }
}
