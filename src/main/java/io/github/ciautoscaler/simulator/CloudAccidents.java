package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.Placement;
import java.time.Duration;
import java.util.Map;

/** What goes wrong in the cloud, and who else uses its project. */
final class CloudAccidents {

  private final World world;
  private final Scenario scenario;
  private final Mends mends;
  private final Victims victims;

  CloudAccidents(World world, Scenario scenario, Mends mends) {
    this.world = world;
    this.scenario = scenario;
    this.mends = mends;
    this.victims = new Victims(world);
  }

  boolean stockOut() {
    Placement placement = world.dice().oneOf(scenario.placements());
    Stock stock = world.cloud().stock();
    stock.setSoldOut(placement.serverType(), placement.location(), true);
    mends.within(
        120, 2_400, () -> stock.setSoldOut(placement.serverType(), placement.location(), false));
    return true;
  }

  boolean accountLimit() {
    world.cloud().setServerLimit(world.cloud().servers().size());
    mends.within(120, 1_200, () -> world.cloud().setServerLimit(world.settings().serverLimit()));
    return true;
  }

  boolean serverLocked() {
    CloudServer server = victims.server();
    if (server == null) {
      return false;
    }
    world.cloud().lock(server, Duration.ofSeconds(world.dice().between(10, 180)));
    return true;
  }

  boolean lostAfterCreate() {
    world.cloud().setLostAfterCreate(0.5);
    mends.within(600, 1_800, () -> world.cloud().setLostAfterCreate(0));
    return true;
  }

  boolean bootFails() {
    world.machines().setFailedBoots(0.5);
    mends.within(600, 1_800, () -> world.machines().setFailedBoots(0));
    return true;
  }

  boolean deleteLingers() {
    world.cloud().setMaxLinger(Duration.ofSeconds(60));
    mends.within(600, 3_600, () -> world.cloud().setMaxLinger(Duration.ofSeconds(5)));
    return true;
  }

  boolean foreignServer() {
    boolean seeds = world.dice().chance(0.5);
    String name = (seeds ? "ci-runner-" : "build-") + world.dice().hex(8);
    Map<String, String> labels =
        seeds
            ? Map.of(Labels.MANAGED_BY, Labels.MANAGED_BY_US)
            : Map.of(Labels.MANAGED_BY, Labels.MANAGED_BY_US, Labels.INSTALLATION, "somebody-else");
    CloudAnswer answer =
        world
            .cloud()
            .create(
                CreateRequest.of(
                    name, "cx23", "hel1", "ubuntu-24.04", labels, "of another cluster"),
                seeds ? Maker.OTHER_CLUSTER : Maker.OTHER_INSTALLATION);
    if (!(answer instanceof CloudAnswer.Created created)) {
      return false;
    }
    mends.within(1_200, 9_000, () -> world.cloud().delete(created.server().id()));
    return true;
  }

  boolean requestsSpent() {
    world.cloud().bucket().drainTo((int) world.dice().between(0, 300), world.now());
    return true;
  }
}
