package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.Offering;
import java.time.Duration;
import java.time.Instant;

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
    Offering offering = world.dice().oneOf(scenario.offerings());
    Stock stock = world.cloud().stock();
    stock.setSoldOut(offering.serverType(), offering.location(), true);
    mends.within(
        120, 2_400, () -> stock.setSoldOut(offering.serverType(), offering.location(), false));
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

  boolean serverMigrated() {
    CloudServer server = victims.server();
    if (server == null || !server.isRunning() || server.locked()) {
      return false;
    }
    world.cloud().migrate(server, Duration.ofSeconds(world.dice().between(20, 400)));
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

  boolean typeRefused() {
    String type = world.dice().oneOf(scenario.offerings()).serverType();
    CloudAnswer.Refused answer =
        world.dice().chance(0.5)
            ? new CloudAnswer.Refused(
                403, "resource_limit_exceeded", "dedicated core limit exceeded", "core_limit")
            : CloudAnswer.Refused.of(
                422, "invalid_input", "image has another architecture than the server type");
    world.cloud().stock().refuse(type, answer);
    mends.within(600, 7_200, () -> world.cloud().stock().refuse(type, null));
    return true;
  }

  boolean bootSlow() {
    world.machines().setSlowBoots(0.5);
    mends.within(600, 1_800, () -> world.machines().setSlowBoots(0));
    return true;
  }

  boolean bootRestarts() {
    world.machines().setReboots(0.5);
    mends.within(600, 1_800, () -> world.machines().setReboots(0));
    return true;
  }

  boolean deleteFails() {
    world.cloud().setFailedDeletes(0.5);
    mends.within(600, 3_600, () -> world.cloud().setFailedDeletes(0));
    return true;
  }

  boolean nodeNamedOtherwise() {
    world.machines().setOtherNames(0.5);
    mends.within(600, 3_600, () -> world.machines().setOtherNames(0));
    return true;
  }

  boolean requestsSpent() {
    world.cloud().bucket().drainTo((int) world.dice().between(0, 300), world.now());
    if (world.dice().chance(0.5)) {
      spendOn(world.now().plusSeconds(world.dice().between(60, 900)));
    }
    return true;
  }

  /** Somebody's own tool takes whatever comes back. */
  private void spendOn(Instant until) {
    if (world.now().isBefore(until)) {
      world.cloud().bucket().drainTo((int) world.dice().between(10, 60), world.now());
      world.afterSeconds(5, 15, () -> spendOn(until));
    }
  }
}
