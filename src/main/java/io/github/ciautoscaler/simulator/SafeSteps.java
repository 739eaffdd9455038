package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.BillingHour;
import io.github.ciautoscaler.fleet.ForgeInfo.Capability;
import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.LastSeen;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.NodeAnnotations;
import io.github.ciautoscaler.fleet.Phase.Terminating.Step;
import io.github.ciautoscaler.fleet.Runner;
import io.github.ciautoscaler.plan.Action;
import io.github.ciautoscaler.plan.Effect;
import io.github.ciautoscaler.plan.Reason;
import io.github.ciautoscaler.reconcile.PassReport;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * T1: the safe termination keeps its order. A runner that was disabled may still be handed a job
 * for the fetch window; who says that it is busy is waited for; a termination begins in time to
 * spare the hour; one that an operator was promised is not cancelled.
 */
final class SafeSteps {

  private static final Duration FETCH_WINDOW = Duration.ofSeconds(10);

  /** Fetch window, and the passes from the disable to the delete at the fastest. */
  private static final Duration AT_LEAST = Duration.ofSeconds(10 + 25);

  /** By then every list shows a new row, its pod and our annotation of it. */
  private static final Duration LISTED = Duration.ofSeconds(60);

  private final World world;
  private final People people;
  private final WatchRecord watch;
  private final boolean canDisable;
  private final Map<Long, Instant> disabledAt = new HashMap<>();
  private final Map<String, Instant> broughtBack = new HashMap<>();

  SafeSteps(World world, Scenario scenario, People people, WatchRecord watch) {
    this.world = world;
    this.people = people;
    this.watch = watch;
    this.canDisable = SimForge.info(scenario.forgeVersion()).can(Capability.DISABLE_RUNNER);
  }

  void disables(RunnerRow row) {
    if (!row.disabled()) {
      disabledAt.put(row.id(), world.now());
    }
  }

  private static boolean endsIt(Effect effect) {
    return effect instanceof Effect.DeleteServer;
  }

  /** Lists may be older than the newest row: those count that every list must know. */
  private void fetchWindowIsOver(PassReport report, Action action) {
    Long server = world.origins().serverOf(action.machine());
    if (!canDisable || server == null || people.forced(server)) {
      return;
    }
    for (Runner shown : LastSeen.of(report.fleet().seen().runners())) {
      RunnerRow row = world.forge().runner(shown.id()).orElse(null);
      Instant at = disabledAt.get(shown.id());
      if (at != null
          && row != null
          && row.registered().plus(LISTED).isBefore(world.now())
          && row.process().beats(row)
          && at.plus(FETCH_WINDOW).isAfter(world.now())
          && server.equals(world.origins().serverBehind(row.machine()))) {
        watch.broken(
            "T1",
            action.machine(),
            action.kind().word()
                + " within the fetch window of runner "
                + row.id()
                + " from "
                + at);
      }
    }
  }

  void afterPass(PassReport report) {
    for (Action action : report.started()) {
      if (action.effects().stream().anyMatch(SafeSteps::endsIt)) {
        fetchWindowIsOver(report, action);
      }
      switch (action.kind()) {
        case DEREGISTER -> {
          mustBeInTime(report, action);
          nobodyWorks(report, action);
        }
        case DRAIN -> nobodyIsBusy(report, action);
        case EVICT -> nobodyIsBusy(report, action);
        case CANCEL -> mayBeCancelled(action);
        default -> {}
      }
    }
  }

  private void mustBeInTime(PassReport report, Action action) {
    if (action.reason().code() != Reason.Code.HOUR_ENDS) {
      return;
    }
    Instant now = report.fleet().seen().now();
    for (Machine machine : report.fleet().machines()) {
      var server = machine.server();
      boolean begins = !machine.isTerminating();
      if (server != null && begins && machine.name().equals(action.machine())) {
        Duration left = Duration.between(now, BillingHour.paidUntil(server.created(), now));
        if (left.compareTo(AT_LEAST) < 0) {
          watch.broken("T1", machine.name(), "leaves for its hour's end, " + left + " before");
        }
      }
    }
  }

  /** A termination begins on a machine that works only where an operator asked for it. */
  private void nobodyWorks(PassReport report, Action action) {
    Long server = world.origins().serverOf(action.machine());
    boolean begins =
        report.fleet().machines().stream()
            .anyMatch(it -> it.name().equals(action.machine()) && !it.isTerminating());
    if (server == null || !begins || people.askedToGo(server)) {
      return;
    }
    for (Job job : LastSeen.of(report.fleet().seen().running())) {
      Long runner = job.runnerId();
      RunnerRow row = runner == null ? null : world.forge().runner(runner).orElse(null);
      if (row != null
          && row.registered().plus(LISTED).isBefore(world.now())
          && row.process().beats(row)
          && server.equals(world.origins().serverBehind(row.machine()))) {
        watch.broken(
            "T1", action.machine(), "begins to leave, and job " + job.id() + " runs there");
      }
    }
  }

  private void nobodyIsBusy(PassReport report, Action action) {
    Long server = world.origins().serverOf(action.machine());
    if (!canDisable || server == null || people.forced(server)) {
      return;
    }
    Set<Long> busy = new HashSet<>();
    for (Runner runner : LastSeen.of(report.fleet().seen().runners())) {
      if (runner.busy()) {
        busy.add(runner.id());
      }
    }
    for (RunnerRow row : world.forge().runners()) {
      if (busy.contains(row.id()) && server.equals(world.origins().serverBehind(row.machine()))) {
        watch.broken(
            "T1",
            action.machine(),
            action.kind().word() + " while runner " + row.id() + " is busy");
      }
    }
  }

  /** Its server was to go, and a job that the forge still calls running came in between. */
  private boolean isRemovalUnderWay(String machine) {
    Long server = world.origins().serverOf(machine);
    return server != null
        && world
            .cluster()
            .node(world.origins().nodeOn(server))
            .map(node -> node.spec().annotations().get(NodeAnnotations.STAGE))
            .filter(Step.DELETING.annotation()::equals)
            .isPresent();
  }

  /** Lists of a moment ago show it still, and it is brought back once more. */
  private boolean wasRemovalUnderWay(String machine) {
    Instant then = broughtBack.get(machine);
    return then != null && !then.plus(LISTED).isBefore(world.now());
  }

  /**
   * A pause brings back what is on its way out, also what was asked to go; so does a job that a
   * runner took which nobody could disable, until it has ended.
   */
  private void mayBeCancelled(Action action) {
    Long server = world.origins().serverOf(action.machine());
    boolean promised = server != null && people.promisedToGo(server);
    Reason.Code why = action.reason().code();
    boolean waits = why == Reason.Code.PAUSED || (why == Reason.Code.JOB_SLIPPED_IN && !canDisable);
    if (isRemovalUnderWay(action.machine())) {
      broughtBack.put(action.machine(), world.now());
    }
    if (promised && !waits && !wasRemovalUnderWay(action.machine())) {
      watch.broken("T1", action.machine(), "the drain that an operator was promised is cancelled");
    }
  }
}
