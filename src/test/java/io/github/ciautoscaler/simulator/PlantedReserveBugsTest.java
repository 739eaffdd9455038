package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.WarmCapacity;
import io.github.ciautoscaler.plan.PlanSettings;
import io.github.ciautoscaler.reconcile.Ports;
import io.github.ciautoscaler.reconcile.ReconcileSettings;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bugs in what pools hold ready: each is caught. */
class PlantedReserveBugsTest {

  /** Into the hours in which machines are held ready, and out of them. */
  private static final Scenario WARM =
      Scenario.calm("planted").lasting(Duration.ofHours(12)).in(Surrounding.WARM_POOL);

  static Stream<PlantedBug> bugs() {
    return Stream.of(
        bug("holds nothing ready", "W1", pool -> with(pool, pool.limits(), WarmCapacity.NONE)),
        bug("holds more ready than asked for", "P1", pool -> with(pool, pool.limits(), four(pool))),
        bug(
            "keeps what it need not hold any more",
            "L2",
            pool -> with(pool, new Pool.Limits(4, 6, null), pool.warm())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bugs")
  void is_caught(PlantedBug bug) {
    bug.mustBeCaught();
  }

  private static PlantedBug bug(String name, String invariant, UnaryOperator<Pool> change) {
    return new PlantedBug(
        name, invariant, 3, WARM, (ports, settings) -> changed(ports, settings, change));
  }

  private static Autoscaler changed(
      Ports ports, ReconcileSettings settings, UnaryOperator<Pool> change) {
    PlanSettings plan = settings.plan();
    List<Pool> pools = plan.pools().stream().map(change).toList();
    return Autoscaler.production(
        ports,
        Planted.with(
            settings,
            new PlanSettings(pools, plan.maxNodes(), plan.times(), plan.pace(), plan.original())));
  }

  private static Pool with(Pool pool, Pool.Limits limits, WarmCapacity warm) {
    return new Pool(
        pool.name(),
        pool.template(),
        new Pool.Service(pool.offer(), Pool.Choice.ANY),
        new Pool.Size(limits, warm),
        pool.times());
  }

  private static WarmCapacity four(Pool pool) {
    WarmCapacity.Entry entry = pool.warm().entries().getFirst();
    return new WarmCapacity(
        List.of(new WarmCapacity.Entry(entry.periods(), 4, entry.scaling(), entry.idle())));
  }
}
