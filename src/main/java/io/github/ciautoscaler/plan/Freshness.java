package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.ForgeInfo.Capability;
import io.github.ciautoscaler.fleet.Observation;
import io.github.ciautoscaler.fleet.Tracked;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What may be concluded from one observation: unknown is never zero, so whatever rests on a failed,
 * partial or stale reading is left alone.
 *
 * @param mayBuy demand and the fleet's size are known well enough to raise the fleet
 * @param mayRemove every source is complete and fresh, and says which runners are free
 * @param serversFresh the list of servers is complete and fresh
 * @param unknown the sources that are not
 */
record Freshness(boolean mayBuy, boolean mayRemove, boolean serversFresh, List<String> unknown) {

  /** The server list may be read as seldom as once a minute when the API budget is low. */
  static final Duration SERVERS_MAX_AGE = Duration.ofSeconds(75);

  static Freshness of(Observation seen, PlanSettings settings) {
    Duration maxAge = maxAge(settings);
    Instant now = seen.now();
    List<String> unknown = new ArrayList<>();
    check(seen.running(), "running jobs", maxAge, now, unknown);
    check(seen.runners(), "runners", maxAge, now, unknown);
    Duration serversAge = SERVERS_MAX_AGE.compareTo(maxAge) > 0 ? SERVERS_MAX_AGE : maxAge;
    boolean serversFresh = check(seen.servers(), "servers", serversAge, now, unknown);
    check(seen.nodes(), "nodes", maxAge, now, unknown);
    check(seen.runnerPods(), "runner pods", maxAge, now, unknown);
    boolean fleetKnown = unknown.isEmpty();
    boolean someQueue = seen.queued().seen(now, maxAge).isPresent();
    check(seen.queued(), "queued jobs", maxAge, now, unknown);
    if (seen.forge().known().filter(it -> !it.can(Capability.JOB_NAMES_RUNNER)).isPresent()) {
      unknown.add("which runner runs which job");
    }
    return new Freshness(
        fleetKnown && someQueue, unknown.isEmpty(), serversFresh, List.copyOf(unknown));
  }

  /** A reading older than this is not this pass's. */
  static Duration maxAge(PlanSettings settings) {
    Duration passes = settings.pace().poll().multipliedBy(3);
    return passes.compareTo(Duration.ofSeconds(30)) > 0 ? passes : Duration.ofSeconds(30);
  }

  private static boolean check(
      Tracked<?> source, String name, Duration maxAge, Instant now, List<String> unknown) {
    boolean fresh = source.isFresh(now, maxAge);
    if (!fresh) {
      unknown.add(name);
    }
    return fresh;
  }
}
