package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.LastSeen;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Observation;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Phase;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.PoolHealth;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the launch rules may ask: the fleet as it was seen, and what this pass launched so far. */
final class Launches {

  private final FleetState fleet;
  private final PlanSettings settings;
  private final Freshness freshness;
  private final Learning learning;
  private final CoolDowns coolDowns;
  private final Map<String, Integer> launched = new HashMap<>();
  private final Map<String, Integer> counted = new HashMap<>();
  private final int strays;
  private final Costs costs;
  private int total;
  private int slots;
  private @Nullable Boolean anyUnresolved;

  Launches(FleetState fleet, PlanSettings settings, Freshness freshness, Learning learning) {
    this.fleet = fleet;
    this.settings = settings;
    this.freshness = freshness;
    this.learning = learning;
    this.coolDowns = new CoolDowns(seen().stored(), now());
    for (Machine machine : fleet.machines()) {
      if (machine.countsTowardsMaximum()) {
        counted.merge(machine.pool(), 1, Integer::sum);
        total++;
        slots += machine.jobSlots();
      }
    }
    this.strays = strays();
    this.total += strays;
    this.slots += strays;
    this.costs = new Costs(fleet, settings);
  }

  /** Creates under way whose pending launch somebody deleted with the ConfigMap: of any pool. */
  private int strays() {
    Set<String> known = new HashSet<>();
    fleet.machines().forEach(machine -> known.add(machine.name()));
    int strays = 0;
    for (String name : seen().inFlight()) {
      if (Labels.isLaunchForm(name) && !known.contains(name) && !isNode(name)) {
        strays++;
      }
    }
    return strays;
  }

  private boolean isNode(String name) {
    return LastSeen.of(seen().nodes()).anyMatch(it -> it.name().equals(name));
  }

  Observation seen() {
    return fleet.seen();
  }

  Instant now() {
    return fleet.seen().now();
  }

  PlanSettings settings() {
    return settings;
  }

  Freshness freshness() {
    return freshness;
  }

  Learning learning() {
    return learning;
  }

  CoolDowns coolDowns() {
    return coolDowns;
  }

  PoolHealth health(Pool pool) {
    return seen().stored().health().pool(pool.name());
  }

  /** How many machines there are or may be, with those of this pass. */
  int total() {
    return total;
  }

  int inPool(Pool pool) {
    return counted.getOrDefault(pool.name(), 0);
  }

  /** How many jobs they run at once, with those of this pass. */
  int slots() {
    return slots;
  }

  /** What they cost, with those of this pass. */
  Costs costs() {
    return costs;
  }

  /** One was ordered. */
  void add(Pool pool, Offering offering) {
    costs.add(pool, offering);
    slots += pool.jobSlots();
    launched.merge(pool.name(), 1, Integer::sum);
    counted.merge(pool.name(), 1, Integer::sum);
    total++;
  }

  /** Whether this pass launched one. */
  boolean hasLaunched(Pool pool) {
    return launched.containsKey(pool.name());
  }

  /** How many this pass launched. */
  int launchedNow(Pool pool) {
    return launched.getOrDefault(pool.name(), 0);
  }

  /** Whether some launch, whose call is not ours any more, was not even looked up yet. */
  boolean isAnyUnresolved() {
    if (anyUnresolved == null) {
      anyUnresolved = LostAnswers.areAnyUnresolved(fleet);
    }
    return anyUnresolved;
  }

  /** Whether a machine is on its way of which it is not known that its boot failed. */
  boolean isAnyBooting(Pool pool) {
    long settled =
        machines(pool).stream()
            .filter(machine ->
                !(machine.phase() instanceof Phase.Launching)
                    || settings.isLaunchOverdue(machine, now()))
            .count();
    return inPool(pool) + strays > settled;
  }

  /** How many machines that are there or may be were launched later than this. */
  int launchedAfter(Instant from, Pool pool) {
    long recent =
        machines(pool).stream().filter(machine -> launchedAt(machine).isAfter(from)).count();
    return (int) recent + strays + launchedNow(pool);
  }

  private static Instant launchedAt(Machine machine) {
    if (machine.pendingLaunch() != null) {
      return machine.pendingLaunch().startedAt();
    }
    return machine.server() == null ? Instant.EPOCH : machine.server().created();
  }

  private List<Machine> machines(Pool pool) {
    return fleet.machines().stream()
        .filter(machine -> machine.pool().equals(pool.name()) && machine.countsTowardsMaximum())
        .toList();
  }
}
