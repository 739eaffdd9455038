package io.github.ciautoscaler.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.plan.Action;
import io.github.ciautoscaler.plan.Assignment;
import io.github.ciautoscaler.plan.Reason.Code;
import io.github.ciautoscaler.reconcile.PassReport;
import io.github.ciautoscaler.reconcile.Ports;
import io.github.ciautoscaler.reconcile.ReconcileSettings;
import io.github.ciautoscaler.reconcile.Reconciler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A first start finds no state; what it launched itself is no sign that some was lost. */
class FirstStartTest {

  private final Ports ports;
  private final ReconcileSettings settings;
  private final World world;

  FirstStartTest() {
    List<Ports> captured = new ArrayList<>();
    List<ReconcileSettings> given = new ArrayList<>();
    Simulation.run(
        Scenario.calm("first-start").lasting(Duration.ofMinutes(1)),
        1,
        (its, theirs) -> {
          captured.add(its);
          given.add(theirs);
          return Autoscaler.production(its, theirs);
        });
    ports = captured.getFirst();
    settings = given.getFirst();
    world = (World) ports.clock().steady();
    // Whoever led before lets go.
    world.advance(Duration.ofMinutes(2));
    SimStateStore.deletedByHand(world);
  }

  @Test
  void its_own_launches_stop_no_further_ones() {
    Reconciler loop = new Reconciler(ports, settings);
    List<PassReport> reports = new ArrayList<>();
    for (int second = 0; second < 29; second++) {
      if (second % 7 == 3) {
        submit();
      }
      reports.add(loop.pass());
      world.advance(Duration.ofSeconds(1));
    }

    assertThat(reports.getLast().fleet().machines())
        .as("its first server is listed already")
        .anyMatch(machine -> machine.server() != null);
    assertThat(reports)
        .flatExtracting(report -> report.plan().jobs())
        .extracting(Assignment::reason)
        .noneMatch(reason -> reason.code() == Code.OBSERVING_AFTER_START);
    assertThat(reports.subList(22, 29))
        .flatExtracting(PassReport::started)
        .anyMatch(action -> action.kind() == Action.Kind.CREATE);
  }

  private void submit() {
    world
        .forge()
        .submit(
            world.forge().repos().getFirst(),
            List.of(JobSpec.of("build", Duration.ofMinutes(5), "linux")));
  }
}
