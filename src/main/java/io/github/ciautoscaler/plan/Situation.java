package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Age;
import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.ForgeInfo.Capability;
import io.github.ciautoscaler.fleet.Fresh;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Observation;
import io.github.ciautoscaler.fleet.Pause;
import io.github.ciautoscaler.fleet.Tracked;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What every part of one pass may ask, and nothing that it could change. */
final class Situation {

  private final FleetState fleet;
  private final PlanSettings settings;
  private final Freshness freshness;
  private final Needs needs;
  private final HourEnd hourEnd;
  private final Strangers strangers;
  private final UnseenRunners unseen;
  private final PodPacking pods;
  private final PodMoves moves;

  private Situation(FleetState fleet, PlanSettings settings, Freshness freshness, Needs needs) {
    this.fleet = fleet;
    this.settings = settings;
    this.freshness = freshness;
    this.needs = needs;
    this.hourEnd = new HourEnd(settings, fleet.seen());
    this.strangers = new Strangers(fleet);
    this.unseen = new UnseenRunners(fleet, strangers);
    this.pods = new PodPacking(fleet, settings);
    this.moves = new PodMoves(fleet, pods, hourEnd, needs);
  }

  static Situation of(
      FleetState fleet,
      PlanSettings settings,
      Freshness freshness,
      Demand demand,
      Reserve reserve) {
    Needs needs =
        new Needs(demand.needed(), demand.wantedBack(), reserve, Surplus.of(fleet, settings));
    return new Situation(fleet, settings, freshness, needs);
  }

  FleetState fleet() {
    return fleet;
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

  Needs needs() {
    return needs;
  }

  HourEnd hourEnd() {
    return hourEnd;
  }

  Strangers strangers() {
    return strangers;
  }

  /** The runners of our machines that we may not see. */
  UnseenRunners unseen() {
    return unseen;
  }

  boolean isPaused() {
    Pause pause = seen().stored().wishes().pause();
    return pause != null && pause.holds(now());
  }

  /** The pods that wait, and the machines that have room for them. */
  PodPacking pods() {
    return pods;
  }

  /** Whose pods fit elsewhere. */
  PodMoves moves() {
    return moves;
  }

  /** What this source has, if it was read completely, and in time to be this pass's. */
  <T> Optional<Fresh<T>> fresh(Tracked<T> source) {
    return source.fresh(now(), Freshness.maxAge(settings));
  }

  /** What a removal rests on; empty while something of it is not known. */
  Optional<Evidence> evidence() {
    return freshness.evidence();
  }

  boolean canDisable() {
    return seen().forgeCan(Capability.DISABLE_RUNNER);
  }

  /** Whether the forge says on which runner a running job is; taken so while nobody knows. */
  boolean namesRunners() {
    return !seen().forge().wasRead() || seen().forgeCan(Capability.JOB_NAMES_RUNNER);
  }

  /** Whether its runners can be listed and deleted; taken so while nobody knows. */
  boolean listsRunners() {
    return !seen().forge().wasRead() || seen().forgeCan(Capability.RUNNER_LIST);
  }

  /**
   * Without a disable, and where no runner registered, the runner's pod must be seen gone first.
   */
  boolean evictsRunners(Machine machine) {
    return !canDisable() || machine.runners().isEmpty();
  }

  /** The runner rows that we remember of this machine, also when it is gone. */
  Set<Long> registered(String machine) {
    return seen().stored().runners().registrations().getOrDefault(machine, Set.of());
  }

  boolean isRegistered(String machine) {
    return seen().stored().runners().registrations().containsKey(machine);
  }

  /** How long something has been so in this pass. */
  Age age(@Nullable Instant since) {
    return Age.of(since, now());
  }
}
