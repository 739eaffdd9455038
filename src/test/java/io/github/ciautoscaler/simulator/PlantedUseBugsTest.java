package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.NodeAnnotations;
import io.github.ciautoscaler.fleet.NodePatch;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.plan.PlanSettings;
import io.github.ciautoscaler.reconcile.Outcome;
import io.github.ciautoscaler.reconcile.Ports;
import io.github.ciautoscaler.reconcile.ReconcileSettings;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bugs in the count of a machine's jobs: each is caught. */
class PlantedUseBugsTest {

  private static final Scenario THREE = PlantedBug.RESTLESS.in(Surrounding.THREE_USES);

  static Stream<PlantedBug> bugs() {
    return Stream.of(
        new PlantedBug(
            "gives a machine more jobs than it may have",
            "U1",
            3,
            THREE,
            (ports, settings) ->
                Autoscaler.production(ports, Planted.with(settings, four(settings)))),
        new PlantedBug(
            "forgets over a restart which jobs a machine was given",
            "U1",
            10,
            THREE.with(Map.of(Fault.CRASH_BETWEEN_EFFECTS, 0.05)),
            (ports, settings) ->
                Autoscaler.production(Planted.with(ports, new Forgetful(ports)), settings)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bugs")
  void is_caught(PlantedBug bug) {
    bug.mustBeCaught();
  }

  private static PlanSettings four(ReconcileSettings settings) {
    PlanSettings plan = settings.plan();
    List<Pool> pools =
        plan.pools().stream()
            .map(pool ->
                new Pool(
                    pool.name(),
                    pool.template(),
                    new Pool.Service(
                        new Pool.Offer(pool.slots(), pool.labels(), 4), Pool.Choice.ANY),
                    pool.size(),
                    pool.times()))
            .toList();
    return new PlanSettings(pools, plan.maxNodes(), plan.times(), plan.pace(), plan.original());
  }

  private static final class Forgetful extends Planted.PlantedCluster {
    Forgetful(Ports ports) {
      super(ports);
    }

    @Override
    public Outcome patch(String node, NodePatch patch) {
      NodePatch less =
          new NodePatch(Map.of(), Map.of(), patch.unschedulable(), patch.terminationTaint());
      for (Map.Entry<String, String> label : patch.labels().entrySet()) {
        less = less.label(label.getKey(), label.getValue());
      }
      for (String key : patch.annotations().keySet()) {
        if (!key.equals(NodeAnnotations.USED_BY)) {
          less = less.with(key, patch.annotations().get(key));
        }
      }
      return super.patch(node, less);
    }
  }
}
