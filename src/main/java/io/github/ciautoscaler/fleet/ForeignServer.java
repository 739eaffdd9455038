package io.github.ciautoscaler.fleet;

/**
 * A server with the managed-by label that is not ours: listed, never touched.
 *
 * @param installation whose it is as far as its labels say; empty for one with the original's label
 *     alone
 */
public record ForeignServer(Server server, String installation) {

  /** Whether this Node is its: by its id, else by its name or what else tells a machine. */
  public boolean isOn(Node node) {
    Long id = node.serverId();
    if (id != null) {
      return id == server.id();
    }
    return node.name().equals(server.name())
        || (!node.isControlPlane() && new Trace(node).leadsTo(server, server.name()));
  }
}
