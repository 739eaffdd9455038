package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.BillingHour;
import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Phase;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.plan.PlanSettings;
import io.github.ciautoscaler.reconcile.PassReport;
import java.time.Duration;
import java.time.Instant;

/**
 * Whether the next pass would do nothing: nothing changed since two passes that did nothing, no job
 * waits, no machine leaves, and no paid hour is near its end. Then only time goes by, and no rule
 * has a time in between.
 */
final class Stillness {

  /** What depends on time alone and is asked for seldom is not put off for longer. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private static final Duration MARGIN = Duration.ofMinutes(1);

  private final World world;
  private final PlanSettings plan;
  private long versionBefore = -1;
  private int quietPasses;
  private long underWay;
  private Instant until = Instant.MIN;

  Stillness(World world, PlanSettings plan) {
    this.world = world;
    this.plan = plan;
  }

  boolean holds() {
    return quietPasses >= 2 && version() == versionBefore && world.now().isBefore(until);
  }

  /** A pass begins. */
  void before() {
    long version = version();
    if (version != versionBefore) {
      quietPasses = 0;
    }
    versionBefore = version;
  }

  /** It is over. */
  void after(PassReport report) {
    underWay += report.started().size() - report.ended().size();
    boolean quiet = report.started().isEmpty() && report.ended().isEmpty() && underWay == 0;
    quietPasses = quiet ? quietPasses + 1 : 0;
    until = mayChangeAt(report.fleet());
  }

  private long version() {
    return world.forge().version() + world.cloud().version() + world.cluster().version();
  }

  private Instant mayChangeAt(FleetState fleet) {
    Instant now = world.now();
    boolean mayWant = plan.pools().stream().anyMatch(pool -> pool.holdsReady());
    if (mayWant || !world.forge().jobs(ForgeJob.Status.QUEUED).isEmpty()) {
      return now;
    }
    Instant first = now.plus(LONGEST);
    for (Machine machine : fleet.machines()) {
      Instant its = mayChangeAt(machine, now);
      first = its.isBefore(first) ? its : first;
    }
    return first;
  }

  private Instant mayChangeAt(Machine machine, Instant now) {
    return switch (machine.phase()) {
      case Phase.Launching launching ->
          launching.since().plus(plan.timesOf(machine.pool()).provisioning().dividedBy(2));
      case Phase.InService _ -> hourEnds(machine, now);
      case Phase.Terminating _ -> now;
    };
  }

  private Instant hourEnds(Machine machine, Instant now) {
    Server server = machine.server();
    if (server == null) {
      return now;
    }
    Duration window = plan.timesOf(machine.pool()).billingWindow();
    return BillingHour.paidUntil(server.created(), now).minus(window).minus(MARGIN);
  }
}
