package io.github.ciautoscaler.simulator;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** S3: no create exceeds the maximum, nor what the owner pays for. */
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
    mustBePaidFor(request, replica.settings().mostPerHour());
    mustFitItsPool(request);
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

  private void mustFitItsPool(CreateRequest request) {
    String pool = PodTruth.poolOf(request);
    long there =
        world.cloud().servers().stream()
            .filter(server -> !server.isDeleting() && world.origins().isOurs(server))
            .filter(server -> PodTruth.poolOf(server.request()).equals(pool))
            .count();
    if (there >= ReplicaPools.most(pool)) {
      watch.broken("S3", request.name(), "a create makes more machines than its pool may have");
    }
  }

  /** Each of ours that is not being deleted, and this one, by the cloud's own price list. */
  private void mustBePaidFor(CreateRequest request, @Nullable BigDecimal most) {
    if (most == null) {
      return;
    }
    BigDecimal then =
        world
            .cloud()
            .catalogue()
            .serverType(request.serverType())
            .map(Limits::perHour)
            .orElseThrow();
    for (CloudServer server : world.cloud().servers()) {
      if (!server.isDeleting() && world.origins().isOurs(server)) {
        then = then.add(perHour(server.type()));
      }
    }
    if (then.compareTo(most) > 0) {
      watch.broken("S3", request.name(), "all cost " + then + " an hour, and may cost " + most);
    }
  }

  private static BigDecimal perHour(Catalogue.ServerType type) {
    return type.perHour().add(Catalogue.IPV4_PER_HOUR);
  }
}
