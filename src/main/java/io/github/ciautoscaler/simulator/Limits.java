package io.github.ciautoscaler.simulator;

/** S3: no create exceeds the maximum. */
final class Limits {

  private final World world;
  private final WatchRecord watch;

  Limits(World world, WatchRecord watch) {
    this.world = world;
    this.watch = watch;
  }

  /** Machines of ours, without those that are being deleted. */
  static int alive(World world) {
    int alive = 0;
    for (CloudServer server : world.cloud().servers()) {
      if (!server.isDeleting() && world.origins().isOurs(server)) {
        alive++;
      }
    }
    return alive;
  }

  void creates(CreateRequest request, Replica replica) {
    int then = alive(world) + 1;
    if (then <= replica.settings().maxNodes()) {
      return;
    }
    watch.broken(
        "S3",
        request.name(),
        "a create makes "
            + then
            + " machines where "
            + replica.settings().maxNodes()
            + " are allowed");
  }
}
