package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.NodeAnnotations;

/** S2 and P2: nothing that is not ours is touched, and what we do to a Node is recorded on it. */
final class Ownership {

  private final World world;
  private final People people;
  private final Lives lives;
  private final WatchRecord watch;

  Ownership(World world, People people, Lives lives, WatchRecord watch) {
    this.world = world;
    this.people = people;
    this.lives = lives;
    this.watch = watch;
  }

  void deletes(CloudServer server) {
    if (!world.origins().isOurs(server)) {
      watch.broken(
          "S2",
          server.name(),
          "a server that "
              + world.origins().maker(server.id())
              + " made is deleted: "
              + server.labels());
    }
  }

  void relabels(CloudServer server) {
    Origins origins = world.origins();
    if (!origins.isOurs(server) && !origins.mayBeAdopted(server.id())) {
      Maker maker = origins.maker(server.id());
      watch.broken("S2", server.name(), "a server that " + maker + " made is marked as ours");
    }
    if (!origins.isOurs(server)) {
      lives.notIdleBefore(server.id());
      origins.adopt(server.id());
    }
  }

  /**
   * @param node the Node's name, also of one that is gone
   */
  void mustBeOurs(String node, String words) {
    if (!world.origins().isOurs(node)) {
      watch.broken("S2", node, words);
    }
  }

  void afterPass() {
    taintsAreRecorded();
  }

  /** Killing the process loses nothing: whom we keep from work carries our annotation. */
  private void taintsAreRecorded() {
    for (ClusterNode node : world.cluster().nodes()) {
      NodeSpec spec = node.spec();
      if (spec.taints().contains(Labels.TERMINATION_TAINT)
          && !spec.annotations().containsKey(NodeAnnotations.STAGE)) {
        watch.broken(
            "P2", node.name(), "tainted by us without an annotation that survives a restart");
      }
    }
  }
}
