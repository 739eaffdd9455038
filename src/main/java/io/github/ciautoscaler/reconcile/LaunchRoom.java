package io.github.ciautoscaler.reconcile;

import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.ScaleRequest;
import io.github.ciautoscaler.fleet.StoredState;
import io.github.ciautoscaler.plan.PlanSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How many machines more a maximum allows, after those that are there or were asked for.
 *
 * @param limit the maximum, for people
 * @param of whose machines these are, for people: " of pool arm64", or nothing
 */
record LaunchRoom(String limit, String of, long machines, long asked, long max) {

  /** The tightest one of the total's, the slots' and the named pool's. */
  static LaunchRoom of(
      PlanSettings settings, FleetState fleet, StoredState stored, @Nullable String pool) {
    List<LaunchRoom> rooms = new ArrayList<>();
    LaunchRoom total =
        new LaunchRoom(
            "MAX_NODES=" + settings.maxNodes(),
            "",
            machines(fleet, stored, _ -> true),
            asked(stored.wishes().scaleRequests().values(), _ -> true),
            settings.maxNodes());
    rooms.add(total);
    Pool named = pool == null ? null : settings.poolsByName().get(pool);
    if (named != null) {
      rooms.add(ofPool(named, fleet, stored));
    }
    List<Pool> pools = named == null ? settings.pools() : List.of(named);
    ofJobs(settings, fleet, stored, pools).ifPresent(rooms::add);
    return Collections.min(rooms, Comparator.comparingLong(LaunchRoom::more));
  }

  /** What MAX_JOBS leaves; empty where it bounds no machine of these pools. */
  private static Optional<LaunchRoom> ofJobs(
      PlanSettings settings, FleetState fleet, StoredState stored, List<Pool> pools) {
    Integer jobs = settings.caps().jobs();
    int slots = pools.stream().mapToInt(Pool::jobSlots).min().orElse(0);
    if (jobs == null || slots == 0) {
      return Optional.empty();
    }
    long machines = machines(fleet, stored, _ -> true);
    long used = counted(fleet, stored, _ -> true).mapToLong(Machine::jobSlots).sum();
    long most = machines + Math.max(0, jobs - used) / slots;
    long asked =
        asked(
            stored.wishes().scaleRequests().values(),
            request -> {
              Pool its = settings.poolsByName().get(String.valueOf(request.pool()));
              return its == null || its.jobSlots() > 0;
            });
    return Optional.of(new LaunchRoom("MAX_JOBS=" + jobs, "", machines, asked, most));
  }

  private static LaunchRoom ofPool(Pool pool, FleetState fleet, StoredState stored) {
    int max = pool.limits().max();
    return new LaunchRoom(
        "the maximum " + max + " of pool " + pool.name(),
        " of pool " + pool.name(),
        machines(fleet, stored, pool.name()::equals),
        asked(
            stored.wishes().scaleRequests().values(),
            request -> pool.name().equals(request.pool())),
        max);
  }

  private static long machines(FleetState fleet, StoredState stored, Predicate<String> ofPool) {
    return counted(fleet, stored, ofPool).count();
  }

  private static Stream<Machine> counted(
      FleetState fleet, StoredState stored, Predicate<String> ofPool) {
    return fleet.machines().stream()
        .filter(machine ->
            machine.server() != null || stored.launches().pending().containsKey(machine.name()))
        .filter(machine -> ofPool.test(machine.pool()));
  }

  private static long asked(Collection<ScaleRequest> all, Predicate<ScaleRequest> which) {
    return all.stream().filter(which).mapToLong(ScaleRequest::open).sum();
  }

  long more() {
    return max - machines - asked;
  }

  String full() {
    return "There are %d machines%s, %d more were asked for, and %s allows no more."
        .formatted(machines, of, asked, limit);
  }

  String grants(int count) {
    return "%d of %d servers are launched; %s allows %d more."
        .formatted(Math.min(more(), count), count, limit, more());
  }
}
