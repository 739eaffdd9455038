package io.github.ciautoscaler.fleet;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A new server, and what it may have to know of the cluster that it joins.
 *
 * @param name becomes the Node's name
 * @param pool its pool's name, which its Node is labelled with
 * @param cluster null while it is not known
 * @param controlPlanes the addresses of control-plane nodes, IPv6 in brackets, the one to be tried
 *     first first; empty where none is known
 * @param tokenId of its bootstrap token; null where it has none
 */
public record JoiningMachine(
    String name,
    String pool,
    @Nullable ClusterInfo cluster,
    List<String> controlPlanes,
    @Nullable String tokenId) {

  public JoiningMachine {
    controlPlanes = List.copyOf(controlPlanes);
  }
}
