package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Pools;
import io.github.ciautoscaler.plan.PlanSettings;
import io.github.ciautoscaler.reconcile.Ports;
import io.github.ciautoscaler.reconcile.ReconcileSettings;
import java.time.Duration;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bugs that only a world with two pools for jobs can show: each is caught. */
class PlantedPoolBugsTest {

  private static final Scenario TWO_POOLS =
      Scenario.calm("planted").lasting(Duration.ofHours(6)).in(Surrounding.TWO_POOLS);

  static Stream<PlantedBug> bugs() {
    return Stream.of(
        bug("does not mind the maximum of a pool", "S3", PlantedPoolBugsTest::withoutItsMaximum),
        bug(
            "takes a pool's runners to offer what another's do",
            "P1",
            PlantedPoolBugsTest::offersAll),
        bug("launches nothing for one of the pools", "L1", PlantedPoolBugsTest::withoutBig));
  }

  private static PlantedBug bug(String name, String invariant, UnaryOperator<Pool> change) {
    return new PlantedBug(
        name, invariant, 5, TWO_POOLS, (ports, settings) -> with(change, ports, settings));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bugs")
  void is_caught(PlantedBug bug) {
    bug.mustBeCaught();
  }

  private static Autoscaler with(
      UnaryOperator<Pool> change, Ports ports, ReconcileSettings settings) {
    PlanSettings plan = settings.plan();
    return Autoscaler.production(
        ports,
        Planted.with(
            settings,
            new PlanSettings(
                plan.pools().stream().map(change).toList(),
                plan.maxNodes(),
                plan.times(),
                plan.pace(),
                plan.original())));
  }

  private static Pool withoutItsMaximum(Pool pool) {
    return Pools.of(pool.name(), 20, pool.template(), pool.labels());
  }

  private static Pool offersAll(Pool pool) {
    return Pools.of(
        pool.name(), pool.limits().max(), pool.template(), Set.of("linux", "ubuntu-latest", "big"));
  }

  private static Pool withoutBig(Pool pool) {
    return pool.name().equals(ReplicaPools.BIG)
        ? Pools.of(pool.name(), 0, pool.template(), pool.labels())
        : pool;
  }
}
