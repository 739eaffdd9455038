package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.Lifecycle;
import io.github.ciautoscaler.fleet.ManagedNode;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Runner;
import io.github.ciautoscaler.fleet.Sightings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Places for one job each that exist or are on their way, in the order in which they serve. */
final class Capacity {

  /** A free runner that leaves a fitting job queued for so long is no capacity for its labels. */
  static final Duration IGNORE_AFTER = Duration.ofSeconds(60);

  /** How a place serves. */
  enum Kind {
    PERMANENT,
    IDLE,
    PROVISIONING,
    LEAVING
  }

  /** One place. A runner's labels are known; a machine on its way has its pool's. */
  static final class Place {
    final Kind kind;
    final String name;
    private final @Nullable Runner runner;
    private final @Nullable Pool pool;
    private boolean taken;

    private Place(Kind kind, String name, @Nullable Runner runner, @Nullable Pool pool) {
      this.kind = kind;
      this.name = name;
      this.runner = runner;
      this.pool = pool;
    }
  }

  private final FleetState fleet;
  private final PlanSettings settings;
  private final Map<String, Pool> pools;
  private final Offers offers;
  private final Instant now;
  private final Set<Long> occupied = new HashSet<>();
  private final List<Place> places = new ArrayList<>();

  Capacity(FleetState fleet, PlanSettings settings, Offers offers) {
    this.fleet = fleet;
    this.settings = settings;
    this.pools = settings.poolsByName();
    this.offers = offers;
    this.now = fleet.seen().now();
    for (Job job : fleet.seen().running().known().orElse(List.of())) {
      if (job.runnerId() != null) {
        occupied.add(job.runnerId());
      }
    }
    fleet.permanentRunners().forEach(runner -> addRunner(Kind.PERMANENT, runner.name(), runner));
    List<ManagedNode> byHourLeft = byHourLeft();
    byHourLeft.forEach(machine -> add(machine, Kind.IDLE));
    byHourLeft.forEach(machine -> add(machine, Kind.PROVISIONING));
    byHourLeft.forEach(machine -> add(machine, Kind.LEAVING));
  }

  /** Takes the best free places of this kind for so many jobs with these labels. */
  List<Place> take(Kind kind, Set<String> labels, int jobs) {
    if (jobs == 0) {
      return List.of();
    }
    List<Place> taken =
        places.stream()
            .filter(place -> place.kind == kind && !place.taken && fits(place, labels))
            .sorted(Comparator.comparingInt(Capacity::spareLabels))
            .limit(jobs)
            .toList();
    taken.forEach(place -> place.taken = true);
    return taken;
  }

  private boolean fits(Place place, Set<String> labels) {
    if (place.runner == null) {
      return place.pool != null && offers.covers(place.pool, labels);
    }
    Instant since =
        fleet
            .sightings()
            .ignoredSince()
            .get(new Sightings.RunnerAndLabels(place.runner.id(), labels));
    boolean ignores =
        place.kind != Kind.LEAVING && since != null && !since.plus(IGNORE_AFTER).isAfter(now);
    return place.runner.fits(labels) && !ignores;
  }

  private static int spareLabels(Place place) {
    return place.runner == null ? 0 : place.runner.labels().size();
  }

  private void add(ManagedNode machine, Kind kind) {
    switch (machine.lifecycle()) {
      case Lifecycle.Provisioning provisioning -> {
        Pool pool = pools.get(machine.pool());
        if (kind == Kind.PROVISIONING && pool != null && !Boots.isOverdue(machine, settings, now)) {
          places.add(new Place(kind, machine.name(), null, pool));
        }
      }
      case Lifecycle.Busy(var since, var runners, var jobs) -> {
        if (kind == Kind.IDLE && machine.marks().stage() == null && isReady(machine)) {
          runners.forEach(runner -> addRunner(kind, machine.name(), runner));
        }
      }
      case Lifecycle.Idle(var since, var runners) -> {
        if (kind == Kind.IDLE && isReady(machine)) {
          runners.forEach(runner -> addRunner(kind, machine.name(), runner));
        }
      }
      case Lifecycle.Deregistering(var since, var runners, var quiet, var look) ->
          addLeaving(kind, machine, runners);
      case Lifecycle.Draining(var since, var runners) -> addLeaving(kind, machine, runners);
      case Lifecycle.Removing removing -> {}
    }
  }

  private void addLeaving(Kind kind, ManagedNode machine, List<Runner> runners) {
    if (kind == Kind.LEAVING && machine.marks().drain() == null && isReady(machine)) {
      runners.stream()
          .filter(Runner::online)
          .findFirst()
          .ifPresent(runner -> places.add(new Place(kind, machine.name(), runner, null)));
    }
  }

  private void addRunner(Kind kind, String name, Runner runner) {
    if (runner.online() && !runner.disabled() && !occupied.contains(runner.id())) {
      places.add(new Place(kind, name, runner, null));
    }
  }

  private static boolean isReady(ManagedNode machine) {
    return machine.node() != null && machine.node().isReady();
  }

  /** The one whose paid hour lasts longest first. */
  private List<ManagedNode> byHourLeft() {
    record Paid(ManagedNode machine, Instant until) {}
    List<Paid> paid = new ArrayList<>(fleet.machines().size());
    for (ManagedNode machine : fleet.machines()) {
      Instant until = machine.paidUntil(now);
      paid.add(new Paid(machine, until == null ? Instant.EPOCH : until));
    }
    paid.sort(Comparator.comparing(Paid::until).reversed());
    List<ManagedNode> machines = new ArrayList<>(paid.size());
    paid.forEach(one -> machines.add(one.machine()));
    return machines;
  }
}
