package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.StoredState;
import io.github.ciautoscaler.fleet.StoredStates;
import io.github.ciautoscaler.plan.PlanSettings;
import io.github.ciautoscaler.reconcile.LeaseStore;
import io.github.ciautoscaler.reconcile.Outcome;
import io.github.ciautoscaler.reconcile.Ports;
import io.github.ciautoscaler.reconcile.ReconcileSettings;
import io.github.ciautoscaler.reconcile.ServerTime;
import io.github.ciautoscaler.reconcile.SharedClock;
import io.github.ciautoscaler.reconcile.StateStore;
import io.github.ciautoscaler.simulator.Planted.PlantedCloud;
import io.github.ciautoscaler.simulator.Planted.PlantedForge;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bugs in time, leadership and what a restart must not lose: each is caught. */
class PlantedProcessBugsTest {

  static Stream<PlantedBug> bugs() {
    return Stream.of(
        new PlantedBug(
            "forgets creates in flight over a restart",
            "S3",
            30,
            PlantedBug.CALM.atMost(2).with(Fault.CRASH_BETWEEN_EFFECTS, 0.1),
            PlantedProcessBugsTest::forgetsPendingLaunches),
        new PlantedBug(
            "waits for a window that it misses",
            "L2",
            3,
            PlantedBug.CALM,
            PlantedProcessBugsTest::missesTheWindow),
        new PlantedBug(
            "misses its hours while reads fail",
            "L2",
            5,
            PlantedBug.CALM.with(PlantedBug.FAILING_READS),
            PlantedProcessBugsTest::missesTheWindow),
        new PlantedBug(
            "believes its own clock",
            "L2",
            10,
            PlantedBug.CALM
                .with(Fault.MACHINE_CLOCK_WRONG, 4)
                .with(Fault.CRASH_BETWEEN_PASSES, 0.005),
            PlantedProcessBugsTest::asksNobodyForTheTime),
        new PlantedBug(
            "leads without a fence",
            "S6",
            10,
            PlantedBug.CALM.replicas(2).with(Fault.PROCESS_PAUSE, 0.002),
            PlantedProcessBugsTest::noFence),
        new PlantedBug(
            "lets others take its Lease while it leads",
            "S6",
            10,
            PlantedBug.CALM.replicas(2).with(Fault.LEASE_UNREACHABLE, 3),
            PlantedProcessBugsTest::shortLease),
        new PlantedBug(
            "has no provisioning timeout",
            "L",
            10,
            PlantedBug.CALM.with(Fault.BOOT_FAILS, 2),
            PlantedProcessBugsTest::noTimeout),
        new PlantedBug(
            "keeps in memory what a restart must not lose",
            "S6",
            10,
            PlantedBug.CALM.with(Fault.CRASH_BETWEEN_EFFECTS, 0.05).with(Fault.OPERATOR_PAUSE, 1),
            PlantedProcessBugsTest::memoryOnly),
        new PlantedBug(
            "keeps no pause over a restart",
            "S6",
            20,
            PlantedBug.RESTLESS
                .with(Fault.CRASH_BETWEEN_EFFECTS, 0.05)
                .with(Fault.OPERATOR_PAUSE, 2),
            PlantedProcessBugsTest::seesNoPause));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bugs")
  void is_caught(PlantedBug bug) {
    bug.mustBeCaught();
  }

  private static Autoscaler forgetsPendingLaunches(Ports ports, ReconcileSettings settings) {
    return Autoscaler.production(
        Planted.with(
            ports,
            new StateStore() {
              @Override
              public Reading<Optional<Stored>> load() {
                return ports.state().load();
              }

              @Override
              public SaveResult save(StoredState stored, @Nullable String version) {
                return ports
                    .state()
                    .save(StoredStates.withLaunches(stored, all -> Map.of()), version);
              }
            }),
        settings);
  }

  private static Autoscaler missesTheWindow(Ports ports, ReconcileSettings settings) {
    PlanSettings plan = settings.plan();
    return Autoscaler.production(
        new Ports(
            ports.outside(),
            ports.shared(),
            new Ports.Process(
                ports.background(),
                ports.randomness(),
                SharedClock.right(() -> ports.clock().instant().minus(Duration.ofMinutes(7))))),
        Planted.with(settings, plan));
  }

  private static Autoscaler asksNobodyForTheTime(Ports ports, ReconcileSettings settings) {
    Ports deaf =
        Planted.with(
            ports,
            new PlantedForge(ports) {
              @Override
              public Optional<ServerTime> serverTime() {
                return Optional.empty();
              }
            });
    Ports deafer =
        Planted.with(
            deaf,
            new PlantedCloud(deaf) {
              @Override
              public Optional<ServerTime> serverTime() {
                return Optional.empty();
              }
            });
    return Autoscaler.production(deafer, settings);
  }

  /** The second replica believes that it leads, whatever the Lease says. */
  private static Autoscaler noFence(Ports ports, ReconcileSettings settings) {
    if (settings.self().holder().equals("autoscaler-1")) {
      return Autoscaler.production(ports, settings);
    }
    return Autoscaler.production(
        Planted.with(
            ports,
            new LeaseStore() {
              @Override
              public Reading<Optional<Lease>> read() {
                return new Reading.Complete<>(Optional.empty(), ports.clock().instant());
              }

              @Override
              public Outcome write(Lease lease) {
                return new Outcome.Done();
              }
            }),
        settings);
  }

  private static Autoscaler shortLease(Ports ports, ReconcileSettings settings) {
    LeaseStore real = ports.leases();
    return Autoscaler.production(
        Planted.with(
            ports,
            new LeaseStore() {
              @Override
              public Reading<Optional<Lease>> read() {
                return real.read();
              }

              @Override
              public Outcome write(Lease lease) {
                return real.write(
                    new Lease(
                        lease.holder(),
                        new Term(
                            lease.term().acquired(),
                            lease.term().renewed(),
                            Duration.ofSeconds(20)),
                        lease.transitions(),
                        lease.version()));
              }
            }),
        settings);
  }

  private static Autoscaler noTimeout(Ports ports, ReconcileSettings settings) {
    PlanSettings plan = settings.plan();
    return Autoscaler.production(
        ports,
        Planted.with(
            settings,
            new PlanSettings(
                plan.pools(),
                plan.maxNodes(),
                new Pool.Times(
                    plan.times().idle(), plan.times().billingWindow(), Duration.ofDays(10)),
                plan.pace(),
                new PlanSettings.AsTheOriginal(false, false))));
  }

  private static Autoscaler memoryOnly(Ports ports, ReconcileSettings settings) {
    return Autoscaler.production(
        Planted.with(
            ports,
            new StateStore() {
              private @Nullable Stored stored;
              private long version;

              @Override
              public Reading<Optional<Stored>> load() {
                return new Reading.Complete<>(Optional.ofNullable(stored), ports.clock().instant());
              }

              @Override
              public SaveResult save(StoredState state, @Nullable String old) {
                stored = new Stored(state, Long.toString(++version));
                return new Saved(stored.version());
              }
            }),
        settings);
  }

  private static Autoscaler seesNoPause(Ports ports, ReconcileSettings settings) {
    return Autoscaler.production(
        Planted.with(
            ports,
            new StateStore() {
              @Override
              public Reading<Optional<Stored>> load() {
                return ports.state().load();
              }

              @Override
              public SaveResult save(StoredState stored, @Nullable String version) {
                return ports.state().save(StoredStates.withPause(stored, null), version);
              }
            }),
        settings);
  }
}
