package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.ClusterInfo.Permission;
import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.plan.PlanSettings;
import io.github.ciautoscaler.reconcile.PassReport;
import io.github.ciautoscaler.reconcile.Ports;
import io.github.ciautoscaler.reconcile.Randomness;
import io.github.ciautoscaler.reconcile.ReconcileSettings;
import io.github.ciautoscaler.reconcile.SharedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * One process of the production loop in a world in which nothing goes wrong. Passes that cannot
 * change anything may be left out, so that months go by in seconds.
 */
public final class Undisturbed {

  private static final Duration OBSERVE_LIMIT = Duration.ofSeconds(4);

  private final World world;
  private final Duration poll;
  private final Autoscaler process;
  private final Stillness stillness;
  private final boolean everyPass;
  private Consumer<PassReport> reader = report -> {};
  private Instant next;
  private long passes;

  /**
   * @param everyPass whether also those passes are made that cannot change anything
   */
  public Undisturbed(World world, PlanSettings plan, boolean everyPass) {
    this.world = world;
    this.poll = plan.pace().poll();
    this.everyPass = everyPass;
    this.stillness = new Stillness(world, plan);
    this.next = world.now();
    world.cluster().permissions().remove(Permission.LEASES);
    ReconcileSettings.Identity self =
        new ReconcileSettings.Identity(Replica.INSTALLATION, world.dice().hex(8), "replay");
    this.process =
        Autoscaler.production(
            ports(world),
            new ReconcileSettings(plan, plan.fleetSettings(), self, false, OBSERVE_LIMIT));
  }

  private static Ports ports(World world) {
    Answers answers = new Answers(world);
    Faults faults = new Faults(world.dice());
    SharedClock clock = SharedClock.of(world, world);
    SimBackground background = new SimBackground(world, faults, new Unwatched(), answers);
    Lives lives = new Lives(world, faults, clock);
    return new Ports(
        new Ports.Outside(
            new SimForge(lives.calls(Faults.Part.FORGE), Witness.NOBODY, answers),
            new SimCloud(lives.calls(Faults.Part.CLOUD), Witness.NOBODY, answers),
            new SimCluster(lives.calls(Faults.Part.CLUSTER), Witness.NOBODY, answers)),
        new Ports.Shared(
            new SimStateStore(lives.calls(Faults.Part.CLUSTER), answers),
            new SimLeases(lives.calls(Faults.Part.CLUSTER), () -> false)),
        new Ports.Process(background, new AtItsMoment(world), clock));
  }

  /** Told of each pass that is made. */
  public void listen(Consumer<PassReport> newReader) {
    reader = newReader;
  }

  /** How many passes were made. */
  public long passes() {
    return passes;
  }

  /** Lets time go by, with a pass whenever one is due. */
  public void runUntil(Instant end) {
    while (next.isBefore(end)) {
      world.advanceTo(next);
      if (everyPass || !stillness.holds()) {
        stillness.before();
        PassReport report = process.pass();
        passes++;
        stillness.after(report);
        reader.accept(report);
      }
      next = next.plus(poll);
    }
    world.advanceTo(end);
  }

  /** Depends on the moment alone, so that a pass that is left out draws nothing. */
  private record AtItsMoment(World world) implements Randomness {

    private Dice dice() {
      return new Dice(world.settings().seed() ^ world.now().toEpochMilli());
    }

    @Override
    public long nextLong() {
      return dice().bits();
    }

    @Override
    public Secret tokenSecret() {
      return new Secret(dice().word(16));
    }
  }

  /** A process that never dies. */
  private record Lives(World world, Faults faults, SharedClock clock) implements Calls.Lifeline {

    Calls calls(Faults.Part part) {
      return new Calls(world, faults, part, this, clock);
    }

    @Override
    public void mayDie() {}

    @Override
    public void mayStandStill() {}

    @Override
    public void goesOn() {}
  }
}
