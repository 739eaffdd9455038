package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Conditions.RunnerAndLabels;
import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Runner;
import io.github.ciautoscaler.fleet.StateChange;
import io.github.ciautoscaler.fleet.StoredState;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what to do next. A pure function: the same fleet gives the same plan, so that production,
 * simulator and replay share it.
 */
public final class Planner {

  /** While the original may still run beside us, the first moments after a start only observe. */
  public static final Duration ORIGINAL_GRACE = Duration.ofSeconds(45);

  private final PlanSettings settings;

  public Planner(PlanSettings settings) {
    this.settings = settings;
  }

  /** Whether the original may still be running beside us, so that nothing may be touched yet. */
  public static boolean isObservingAfterStart(FleetState fleet) {
    return fleet.seen().now().isBefore(fleet.seen().startedAt().plus(ORIGINAL_GRACE))
        && fleet.seen().servers().known().orElse(List.of()).stream()
            .anyMatch(server -> !server.labels().containsKey(Labels.INSTALLATION));
  }

  public Plan plan(FleetState fleet) {
    Freshness freshness = Freshness.of(fleet.seen(), settings);
    Proposals actions = new Proposals();
    Learning learning = new Learning(fleet, settings);
    Demand demand = new Demand(fleet, settings, new Offers(fleet.seen().stored()), learning);
    Launches launches = new Launches(fleet, settings, freshness, learning);
    Situation situation = Situation.of(fleet, settings, freshness, demand);

    new Boots(fleet, settings, freshness, actions).follow();
    actions.addAll(new ScaleDown().propose(situation));
    new Repair(fleet, settings, freshness, actions).mend();
    new UnusedTokens(fleet, settings, actions).delete();
    new ScaleUp(fleet, settings, launches, actions).buy(demand);
    remember(fleet, freshness, actions);
    actions.addAll(new BillingWindowWarning().propose(situation));
    new Taints(fleet, actions).warn();
    new EndlessJobs(fleet, freshness, actions).warn();
    new CrowdedRunners(fleet, actions).warn();
    ForeignRunners foreign = new ForeignRunners(fleet);
    foreign.remember(actions);
    foreign.warn(actions);
    if (!freshness.unknown().isEmpty()) {
      actions.warn(Code.SOURCE_UNKNOWN, "Not known for now: " + freshness.unknown() + ".");
    }
    Map<String, Instant> removableFrom = situation.hourEnd().removableFrom(fleet);
    return new Folding(fleet.seen().inFlight(), situation.isPaused())
        .plan(actions.all(), removableFrom, demand.assignments(), launches.total());
  }

  private void remember(FleetState fleet, Freshness freshness, Proposals actions) {
    StoredState stored = fleet.seen().stored();
    boolean changed = Learning.remember(fleet, freshness.mayBuy(), actions);
    Map<Set<String>, Set<Long>> unservable = unservable(fleet, changed);
    if (!unservable.equals(stored.runners().unservable())) {
      actions.remember(new StateChange.JobsUnservable(unservable));
    }
    Instant now = fleet.seen().now();
    if (stored.health().coolDowns().values().stream().anyMatch(one -> !one.holds(now))) {
      actions.remember(new StateChange.CoolDownsEnded(now));
    }
  }

  /** Queued jobs for which a fresh machine came in vain, until something about them changes. */
  private static Map<Set<String>, Set<Long>> unservable(FleetState fleet, boolean offersChanged) {
    Map<Set<String>, Set<Long>> before = fleet.seen().stored().runners().unservable();
    if (fleet.conditions().ignored().isEmpty() && before.isEmpty()) {
      return Map.of();
    }
    Map<Long, Machine> machines = new HashMap<>();
    for (Machine machine : fleet.machines()) {
      for (Runner runner : machine.runners()) {
        machines.put(runner.id(), machine);
      }
    }
    Map<Set<String>, Set<Long>> vain = new HashMap<>();
    if (!offersChanged) {
      before.forEach((labels, jobs) -> vain.put(labels, new HashSet<>(jobs)));
    }
    fleet
        .conditions()
        .ignored()
        .forEach((pair, ignored) -> {
          if (isVain(fleet, pair, ignored.since(), machines.get(pair.runnerId()))) {
            vain.computeIfAbsent(pair.labels(), none -> new HashSet<>()).addAll(ignored.jobs());
          }
        });
    return vain.isEmpty() ? vain : stillQueued(vain, fleet);
  }

  private static Map<Set<String>, Set<Long>> stillQueued(
      Map<Set<String>, Set<Long>> vain, FleetState fleet) {
    Map<Set<String>, Set<Long>> queued = new HashMap<>();
    for (Job job : fleet.seen().queued().known().orElse(List.of())) {
      if (vain.getOrDefault(job.labels(), Set.of()).contains(job.id())) {
        queued.computeIfAbsent(job.labels(), none -> new HashSet<>()).add(job.id());
      }
    }
    return queued;
  }

  private static boolean isVain(
      FleetState fleet, RunnerAndLabels pair, Instant since, @Nullable Machine machine) {
    Instant queued = fleet.conditions().queuedSince().get(pair.labels());
    return machine != null
        && machine.server() != null
        && queued != null
        && machine.server().created().isAfter(queued)
        && !since.plus(Capacity.IGNORE_AFTER).isAfter(fleet.seen().now());
  }
}
