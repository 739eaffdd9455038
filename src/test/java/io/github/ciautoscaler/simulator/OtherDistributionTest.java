package io.github.ciautoscaler.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.ClusterInfo;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.plan.Plan.Warning;
import io.github.ciautoscaler.reconcile.PassReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A cluster of another distribution than K3s, whose owner did not say how a machine joins. */
class OtherDistributionTest {

  private final List<World> worlds = new ArrayList<>();
  private final List<PassReport> reports = new ArrayList<>();

  @Test
  void gets_no_machine_that_would_be_paid_for_and_never_join() {
    Simulation.run(
        Scenario.calm("kubeadm").lasting(Duration.ofHours(2)),
        1,
        (ports, settings) -> {
          worlds.add((World) ports.clock().steady());
          var cluster =
              new Planted.PlantedCluster(ports) {
                @Override
                public Reading<ClusterInfo> describe() {
                  return ofKubeadm(super.describe());
                }
              };
          return watched(Autoscaler.production(Planted.with(ports, cluster), settings));
        });

    assertThat(worlds.getFirst().cloud().ledger().entries()).isEmpty();
    assertThat(reports.getLast().plan().warnings()).extracting(Warning::code).contains("NOT_K3S");
  }

  private Autoscaler watched(Autoscaler process) {
    return EachPass.seenBy(process, reports::add);
  }

  private static Reading<ClusterInfo> ofKubeadm(Reading<ClusterInfo> real) {
    return real instanceof Reading.Complete<ClusterInfo>(var info, var at)
        ? new Reading.Complete<>(
            new ClusterInfo("v1.34.2", info.caHash(), info.granted(), info.denied()), at)
        : real;
  }
}
