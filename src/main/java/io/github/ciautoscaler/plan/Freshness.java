package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.ForgeInfo.Capability;
import io.github.ciautoscaler.fleet.Fresh;
import io.github.ciautoscaler.fleet.Observation;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.fleet.Tracked;
import io.github.ciautoscaler.plan.Evidence.OfForge;
import io.github.ciautoscaler.plan.Evidence.OfMachines;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What may be concluded from one observation: unknown is never zero, so whatever rests on a failed,
 * partial or stale reading is left alone.
 *
 * @param mayLaunch demand and the fleet's size are known well enough to raise the fleet
 * @param evidence there when every source is complete and fresh, and says which runners are free
 * @param servers there when the list of servers is complete and fresh
 * @param unknown the sources that are not
 */
record Freshness(
    boolean mayLaunch,
    Optional<Evidence> evidence,
    Optional<Fresh<List<Server>>> servers,
    List<String> unknown) {

  /** The server list may be read as seldom as once a minute when the API budget is low. */
  static final Duration SERVERS_MAX_AGE = Duration.ofSeconds(75);

  static Freshness of(FleetState fleet, PlanSettings settings) {
    Observation seen = fleet.seen();
    Duration maxAge = maxAge(settings);
    Check check = new Check(seen.now(), new ArrayList<>());
    var running = check.fresh(seen.running(), "running jobs", maxAge);
    var runners = check.fresh(seen.runners(), "runners", maxAge);
    var servers = check.fresh(seen.servers(), "servers", serversMaxAge(maxAge));
    var nodes = check.fresh(seen.nodes(), "nodes", maxAge);
    var pods = check.fresh(seen.runnerPods(), "runner pods", maxAge);
    boolean mayLaunch =
        check.unknown.isEmpty() && seen.queued().seen(seen.now(), maxAge).isPresent();
    var queued = check.fresh(seen.queued(), "queued jobs", maxAge);
    check.forge(seen, settings);
    if (!check.unknown.isEmpty()) {
      return new Freshness(mayLaunch, Optional.empty(), servers, List.copyOf(check.unknown));
    }
    var forge = new OfForge(queued.orElseThrow(), running.orElseThrow(), runners.orElseThrow());
    var machines = new OfMachines(servers.orElseThrow(), nodes.orElseThrow(), pods.orElseThrow());
    Evidence evidence = new Evidence(fleet, forge, machines, maxAge);
    return new Freshness(mayLaunch, Optional.of(evidence), servers, List.of());
  }

  /** A reading older than this is not this pass's. */
  static Duration maxAge(PlanSettings settings) {
    Duration passes = settings.pace().poll().multipliedBy(3);
    return passes.compareTo(Duration.ofSeconds(30)) > 0 ? passes : Duration.ofSeconds(30);
  }

  private static Duration serversMaxAge(Duration maxAge) {
    return SERVERS_MAX_AGE.compareTo(maxAge) > 0 ? SERVERS_MAX_AGE : maxAge;
  }

  /** Asks each source for what is fresh, and names those that have nothing. */
  private record Check(Instant now, List<String> unknown) {
    void forge(Observation seen, PlanSettings settings) {
      if (!seen.forge().wasRead()) {
        unknown.add("what the forge can do");
      } else if (!seen.forgeCan(Capability.RUNNER_LIST)
          && settings.pools().stream().anyMatch(Check::offersUnknown)) {
        unknown.add("what runners offer, which this forge does not list (set RUNNER_LABELS)");
      }
    }

    /** A job that asks for what nobody knows to be offered would not be seen to run. */
    private static boolean offersUnknown(Pool pool) {
      return pool.demand().jobs() && pool.labels() == null;
    }

    <T> Optional<Fresh<T>> fresh(Tracked<T> source, String name, Duration maxAge) {
      Optional<Fresh<T>> fresh = source.fresh(now, maxAge);
      if (fresh.isEmpty()) {
        unknown.add(name);
      }
      return fresh;
    }
  }
}
