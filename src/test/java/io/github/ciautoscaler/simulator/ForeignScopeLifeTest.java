package io.github.ciautoscaler.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.StoredState;
import io.github.ciautoscaler.plan.Action;
import io.github.ciautoscaler.reconcile.PassReport;
import io.github.ciautoscaler.reconcile.Ports;
import io.github.ciautoscaler.reconcile.ReconcileSettings;
import io.github.ciautoscaler.reconcile.Reconciler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A free runner of another scope costs the first burst a minute, and no later one. */
class ForeignScopeLifeTest {

  private static final Duration POLL = Duration.ofSeconds(5);

  private final Ports ports;
  private final ReconcileSettings settings;
  private final World world;
  private Reconciler loop;

  ForeignScopeLifeTest() {
    List<Ports> captured = new ArrayList<>();
    List<ReconcileSettings> given = new ArrayList<>();
    Simulation.run(
        Scenario.calm("foreign-scope").lasting(Duration.ofMinutes(1)),
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
    loop = new Reconciler(ports, settings);
  }

  @Test
  void the_second_burst_launches_at_once_also_after_a_restart() {
    world.forge().addPermanentRunner("office-1", Set.of("linux", "ubuntu-latest"), 0);
    createsWithin(Duration.ofMinutes(1));
    submit();
    assertThat(createsWithin(Duration.ofSeconds(50))).isZero();
    assertThat(createsWithin(Duration.ofMinutes(8))).isEqualTo(1);
    StoredState stored = SimStateStore.truth(world);
    assertThat(stored.runners().foreignRunners()).hasSize(1);

    loop = new Reconciler(ports, settings);
    submit();
    submit();
    assertThat(createsWithin(Duration.ofSeconds(20))).isEqualTo(1);
  }

  private long createsWithin(Duration length) {
    long creates = 0;
    for (Duration t = Duration.ZERO; t.compareTo(length) < 0; t = t.plus(POLL)) {
      PassReport report = loop.pass();
      creates += report.started().stream().filter(it -> it.kind() == Action.Kind.CREATE).count();
      world.advance(POLL);
    }
    return creates;
  }

  private void submit() {
    world
        .forge()
        .submit(
            world.forge().repos().getFirst(),
            List.of(JobSpec.of("build", Duration.ofMinutes(2), "linux")));
  }
}
