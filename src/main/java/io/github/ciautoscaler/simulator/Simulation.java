package io.github.ciautoscaler.simulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run: a pure function of scenario and seed. First jobs come and things go wrong, then both
 * stop and everything must come right.
 */
public final class Simulation {

  /**
   * How it went.
   *
   * @param digest equal for equal runs
   * @param crashPoints moments at which a process could have died
   * @param hours hours that the account was charged
   * @param rollovers ends of paid hours of idle machines that were judged
   * @param excuses how often each excuse was used
   */
  public record Result(
      Scenario scenario,
      long seed,
      long passes,
      long crashes,
      Map<Fault, Long> faults,
      Optional<Violation> violation,
      long digest,
      long crashPoints,
      long jobs,
      long hours,
      long rollovers,
      Map<Excuse, Long> excuses) {

    /** What a person needs to see it again. */
    public String report() {
      return violation.map(Violation::toString).orElse("nothing was broken")
          + "\n  scenario "
          + scenario.name()
          + ", seed "
          + seed
          + "\n  again: mvn test -Dtest=ReplayTest -Dscenario="
          + scenario.name()
          + " -Dseed="
          + seed
          + " -Dpoll="
          + scenario.poll().toSeconds();
    }
  }

  private final Scenario scenario;
  private final long seed;
  private final World world;
  private final Faults faults;
  private final Invariants invariants;
  private final CrashPoints crashPoints;
  private final List<Replica> replicas = new ArrayList<>();
  private final Accidents accidents;
  private final Workload workload;
  private final PodPeople deployers;

  private Simulation(
      Scenario scenario, long seed, Autoscaler.Starter starter, CrashPoints crashPoints) {
    this.scenario = scenario;
    this.seed = seed;
    this.world =
        new World(
            WorldSettings.standard(seed)
                .withForgeVersion(scenario.forgeVersion())
                .in(scenario.surroundings()));
    this.crashPoints = crashPoints;
    this.faults = new Faults(world.dice());
    faults.setAll(scenario.rates());
    this.invariants = new Invariants(world, scenario);
    world.cluster().permissions().retainAll(scenario.permissions());
    this.workload = Workload.start(world, scenario.rhythm());
    this.deployers = PodPeople.start(world);
    for (int i = 1; i <= scenario.replicas(); i++) {
      replicas.add(
          new Replica(
              world, scenario, faults, invariants, starter, crashPoints, "autoscaler-" + i));
      invariants.watch(replicas.getLast());
    }
    if (scenario.surroundings().contains(Surrounding.WEBHOOK)) {
      HookWire.between(world, faults, replicas, invariants.paces());
    }
    this.accidents = new Accidents(world, scenario, faults, invariants, replicas);
  }

  /** Runs the production code. */
  public static Result run(Scenario scenario, long seed) {
    return run(scenario, seed, Autoscaler::production);
  }

  public static Result run(Scenario scenario, long seed, Autoscaler.Starter starter) {
    return new Simulation(scenario, seed, starter, new CrashPoints(0)).toTheEnd();
  }

  /** The same with one invariant alone, and those whose names begin like its own. */
  public static Result runWatching(
      String invariant, Scenario scenario, long seed, Autoscaler.Starter starter) {
    Simulation simulation = new Simulation(scenario, seed, starter, new CrashPoints(0));
    simulation.invariants.watch().watchOnly(invariant);
    return simulation.toTheEnd();
  }

  /** Runs the production code and shows every line of its trace. */
  public static Result show(Scenario scenario, long seed, Consumer<Trace.Line> reader) {
    return show(scenario, seed, Autoscaler::production, reader);
  }

  public static Result show(
      Scenario scenario, long seed, Autoscaler.Starter starter, Consumer<Trace.Line> reader) {
    Simulation simulation = new Simulation(scenario, seed, starter, new CrashPoints(0));
    simulation.world.trace().listen(reader);
    return simulation.toTheEnd();
  }

  /**
   * Lets the process die at one given moment.
   *
   * @param crashPoint from 1 to the count that a run without a crash tells
   */
  public static Result runWithCrashAt(
      Scenario scenario, long seed, long crashPoint, Autoscaler.Starter starter) {
    return new Simulation(scenario, seed, starter, new CrashPoints(crashPoint)).toTheEnd();
  }

  private Result toTheEnd() {
    accidents.begin();
    Instant calm = world.now().plus(scenario.length());
    runUntil(calm, null);
    if (invariants.violation().isEmpty()) {
      workload.stop();
      deployers.stop();
      faults.stop();
      accidents.mendAll();
      world.log("", "calm from now on");
      Liveness liveness = new Liveness(world, invariants);
      runUntil(calm.plus(Liveness.QUEUE_EMPTY), liveness);
      if (invariants.violation().isEmpty()) {
        liveness.queueMustBeEmpty();
      }
      runUntil(calm.plus(Liveness.ALL_GONE), liveness);
      if (invariants.violation().isEmpty()) {
        liveness.nothingMustBeLeft();
      }
    }
    return new Result(
        scenario,
        seed,
        replicas.stream().mapToLong(Replica::passes).sum(),
        crashPoints.crashes(),
        Map.copyOf(faults.counts()),
        invariants.violation(),
        world.trace().digest(),
        crashPoints.count(),
        world.forge().jobs().size(),
        world.cloud().ledger().hours(world.now()),
        invariants.watch().rollovers(),
        invariants.watch().excuses());
  }

  private void runUntil(Instant end, @Nullable Liveness liveness) {
    while (invariants.violation().isEmpty()) {
      Replica next = replicas.getFirst();
      for (int i = 1; i < replicas.size(); i++) {
        if (replicas.get(i).nextPass().isBefore(next.nextPass())) {
          next = replicas.get(i);
        }
      }
      if (!next.nextPass().isBefore(end)) {
        world.advanceTo(end);
        return;
      }
      world.advanceTo(next.nextPass());
      invariants.beforeTurn();
      accidents.meet(next.turn());
      invariants.afterTurn();
      if (liveness != null && liveness.isOver()) {
        return;
      }
    }
  }
}
