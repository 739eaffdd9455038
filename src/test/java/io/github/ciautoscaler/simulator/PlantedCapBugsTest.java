package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.PriceList;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.plan.PlanSettings;
import io.github.ciautoscaler.reconcile.Ports;
import io.github.ciautoscaler.reconcile.ReconcileSettings;
import io.github.ciautoscaler.simulator.Planted.PlantedCloud;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bugs in what all pools together may have: each is caught. */
class PlantedCapBugsTest {

  static Stream<PlantedBug> bugs() {
    return Stream.of(
        bug("forgets MAX_JOBS", Surrounding.FEW_JOBS, PlantedCapBugsTest::forgetsJobs),
        bug("forgets SPEND_PER_HOUR", Surrounding.LITTLE_MONEY, PlantedCapBugsTest::forgetsMoney),
        bug("takes a tenth of each price", Surrounding.LITTLE_MONEY, PlantedCapBugsTest::tenths));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bugs")
  void is_caught(PlantedBug bug) {
    bug.mustBeCaught();
  }

  private static PlantedBug bug(String name, Surrounding around, Autoscaler.Starter starter) {
    Scenario day =
        Scenario.calm("planted")
            .lasting(Duration.ofHours(6))
            .working(Workload.Rhythm.restless())
            .in(around);
    return new PlantedBug(name, "S3", 3, day, starter);
  }

  private static Autoscaler forgetsJobs(Ports ports, ReconcileSettings settings) {
    PlanSettings.Caps caps = settings.plan().caps();
    return capped(ports, settings, new PlanSettings.Caps(caps.machines(), null, caps.spend()));
  }

  private static Autoscaler forgetsMoney(Ports ports, ReconcileSettings settings) {
    PlanSettings.Caps caps = settings.plan().caps();
    return capped(
        ports,
        settings,
        new PlanSettings.Caps(caps.machines(), caps.jobs(), PlanSettings.Spend.UNLIMITED));
  }

  private static Autoscaler capped(
      Ports ports, ReconcileSettings settings, PlanSettings.Caps caps) {
    PlanSettings plan = settings.plan();
    return Autoscaler.production(
        ports,
        Planted.with(
            settings,
            new PlanSettings(plan.pools(), caps, plan.times(), plan.pace(), plan.original())));
  }

  private static Autoscaler tenths(Ports ports, ReconcileSettings settings) {
    return Autoscaler.production(
        Planted.with(
            ports,
            new PlantedCloud(ports) {
              @Override
              public Reading<PriceList> prices() {
                return real.prices() instanceof Reading.Complete<PriceList>(var all, var at)
                    ? new Reading.Complete<>(tenth(all), at)
                    : real.prices();
              }
            }),
        settings);
  }

  private static PriceList tenth(PriceList prices) {
    Map<Offering, BigDecimal> less = new HashMap<>();
    prices.serverPerHour().forEach((key, price) -> less.put(key, price.movePointLeft(1)));
    return new PriceList(prices.currency(), less, prices.ipv4PerHour());
  }
}
