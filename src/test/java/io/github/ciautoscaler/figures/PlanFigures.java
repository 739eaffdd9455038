package io.github.ciautoscaler.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Conditions;
import io.github.ciautoscaler.fleet.FleetDeriver;
import io.github.ciautoscaler.fleet.FleetSettings;
import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.Observation;
import io.github.ciautoscaler.fleet.Patience;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Pools;
import io.github.ciautoscaler.plan.Plan;
import io.github.ciautoscaler.plan.PlanSettings;
import io.github.ciautoscaler.plan.Planner;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Deriving the fleet and planning, as every pass does once. */
class PlanFigures {

  @ParameterizedTest
  @CsvSource({
    "1000, 10000, false, 10",
    "10000, 100000, false, 150",
    "1000, 10000, true, 10",
    "10000, 100000, true, 150"
  })
  void deriveAndPlan(int machines, int jobs, boolean patient, double boundMillis) throws Exception {
    Duration timeout = Duration.ofMinutes(10);
    FleetDeriver deriver = new FleetDeriver(new FleetSettings(timeout, false, Map.of()));
    Planner planner = new Planner(settings(machines + machines / 10, timeout, patient));
    Observation seen =
        patient ? CrowdedFleet.withLengths(machines, jobs) : CrowdedFleet.of(machines, jobs);
    Conditions before = deriver.derive(seen, Conditions.NONE).conditions();

    Plan plan = planner.plan(deriver.derive(seen, before));
    assertThat(plan.actions()).as("a pass with work to do").isNotEmpty();

    Figure.median(
        "derive + plan, %,d machines and %,d queued jobs%s"
            .formatted(machines, jobs, patient ? " that may wait for busy machines" : ""),
        boundMillis,
        60,
        61,
        () -> {
          FleetState fleet = deriver.derive(seen, before);
          return planner.plan(fleet);
        });
  }

  private static PlanSettings settings(int maxNodes, Duration timeout, boolean patient) {
    Pool pool = Pools.ofDefault(maxNodes, CrowdedFleet.PLACEMENT);
    return new PlanSettings(
        List.of(pool),
        maxNodes,
        new Pool.Times(
            Duration.ofMinutes(5),
            Duration.ofMinutes(5),
            timeout,
            patient ? Patience.BOOT : Patience.NONE),
        new PlanSettings.Pace(Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofSeconds(10)),
        new PlanSettings.AsTheOriginal(false, false));
  }
}
