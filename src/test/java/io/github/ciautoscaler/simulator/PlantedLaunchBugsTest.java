package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Pools;
import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.plan.PlanSettings;
import io.github.ciautoscaler.reconcile.Ports;
import io.github.ciautoscaler.reconcile.Randomness;
import io.github.ciautoscaler.reconcile.ReconcileSettings;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bugs in what is ordered, and in what is not: each is caught. */
class PlantedLaunchBugsTest {

  static Stream<PlantedBug> bugs() {
    return Stream.of(
        new PlantedBug(
            "orders again at once what was refused",
            "P3",
            5,
            PlantedBug.CALM.with(Fault.STOCK_OUT, 3),
            PlantedLaunchBugsTest::noCoolDown),
        new PlantedBug(
            "draws the same names again",
            "P3",
            3,
            PlantedBug.CALM,
            PlantedLaunchBugsTest::sameNames),
        new PlantedBug(
            "launches for labels that nobody has",
            "P1",
            5,
            PlantedBug.CALM,
            PlantedLaunchBugsTest::offersAll),
        new PlantedBug(
            "lets jobs wait although there is room",
            "L1",
            5,
            PlantedBug.CALM,
            PlantedLaunchBugsTest::oneMachine));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bugs")
  void is_caught(PlantedBug bug) {
    bug.mustBeCaught();
  }

  private static Autoscaler noCoolDown(Ports ports, ReconcileSettings settings) {
    PlanSettings plan = settings.plan();
    return Autoscaler.production(
        ports, Planted.with(settings, plan(plan, plan.maxNodes(), Duration.ZERO)));
  }

  private static Autoscaler offersAll(Ports ports, ReconcileSettings settings) {
    PlanSettings plan = settings.plan();
    List<Pool> pools =
        plan.pools().stream()
            .map(it -> pool(it, it.limits().max(), Set.of("linux", "ubuntu-latest", "gpu")))
            .toList();
    return Autoscaler.production(
        ports,
        Planted.with(
            settings, plan(plan, pools, plan.maxNodes(), plan.pace().placementCoolDown())));
  }

  private static Autoscaler oneMachine(Ports ports, ReconcileSettings settings) {
    return Autoscaler.production(
        ports,
        Planted.with(
            settings, plan(settings.plan(), 1, settings.plan().pace().placementCoolDown())));
  }

  private static PlanSettings plan(PlanSettings plan, int maxNodes, Duration coolDown) {
    List<Pool> pools = plan.pools().stream().map(it -> pool(it, maxNodes, it.labels())).toList();
    return plan(plan, pools, maxNodes, coolDown);
  }

  private static Pool pool(Pool pool, int maxNodes, @Nullable Set<String> offers) {
    return Pools.of(pool.name(), maxNodes, pool.template(), offers);
  }

  private static PlanSettings plan(
      PlanSettings plan, List<Pool> pools, int maxNodes, Duration coolDown) {
    return new PlanSettings(
        pools,
        maxNodes,
        plan.times(),
        new PlanSettings.Pace(plan.pace().poll(), coolDown, plan.pace().fetchWindow()),
        plan.original());
  }

  private static Autoscaler sameNames(Ports ports, ReconcileSettings settings) {
    Randomness real = ports.randomness();
    Randomness same =
        new Randomness() {
          @Override
          public long nextLong() {
            return 42;
          }

          @Override
          public Secret tokenSecret() {
            return real.tokenSecret();
          }
        };
    return Autoscaler.production(
        new Ports(
            ports.outside(),
            ports.shared(),
            new Ports.Process(ports.background(), same, ports.clock())),
        settings);
  }
}
