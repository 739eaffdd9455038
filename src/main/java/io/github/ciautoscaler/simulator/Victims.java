package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.Labels;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** To whom an accident happens: one of those that are there, of the dice's choosing. */
final class Victims {

  private final World world;

  Victims(World world) {
    this.world = world;
  }

  /** A server of ours that nobody deletes. */
  @Nullable CloudServer server() {
    List<CloudServer> ours =
        world.cloud().servers().stream()
            .filter(server -> world.origins().isOurs(server) && !server.isDeleting())
            .toList();
    return ours.isEmpty() ? null : world.dice().oneOf(ours);
  }

  /** A Node that carries the managed label, also of one that is not ours. */
  @Nullable ClusterNode node() {
    List<ClusterNode> managed =
        world.cluster().nodes().stream()
            .filter(node -> Labels.isManaged(node.spec().labels()))
            .toList();
    return managed.isEmpty() ? null : world.dice().oneOf(managed);
  }
}
