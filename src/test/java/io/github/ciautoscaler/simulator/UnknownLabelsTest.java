package io.github.ciautoscaler.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.reconcile.Ports;
import io.github.ciautoscaler.reconcile.ReconcileSettings;
import io.github.ciautoscaler.simulator.WorldSettings.Range;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Labels that nobody has, and labels that were given to the runners while no machine was there. */
class UnknownLabelsTest {

  private static final Range NEVER = Range.seconds(10_000_000, 10_000_000);

  private World world = new World(WorldSettings.standard(0));
  private boolean begun;

  @Test
  void a_fresh_installation_launches_one_machine_for_labels_that_nobody_has() {
    Simulation.Result result =
        run(
            quiet().lasting(Duration.ofHours(6)),
            world -> at(world, 0, () -> push(world, 9, "linux", "gpu-nobody-has")));

    assertThat(result.violation()).as(result.report()).isEmpty();
    assertThat(result.hours()).isEqualTo(1);
    assertThat(result.excuses()).containsEntry(Excuse.LABELS_UNKNOWN, 1L);
  }

  @Test
  void on_a_fresh_installation_labels_that_the_runners_have_are_learnt_and_served() {
    Simulation.Result result =
        run(
            quiet().lasting(Duration.ofHours(1)),
            world -> at(world, 0, () -> push(world, 6, "linux", "ubuntu-latest")));

    assertThat(result.violation()).as(result.report()).isEmpty();
    assertThat(world.forge().jobs()).hasSize(6).allMatch(UnknownLabelsTest::isDone);
  }

  @Test
  void a_label_that_came_while_no_machine_was_there_is_served_half_a_day_later() {
    Simulation.Result result =
        run(
            quiet().lasting(Duration.ofHours(15)),
            world -> {
              at(world, 0, () -> push(world, 1, "linux"));
              at(world, 120, () -> world.forge().relabelRunners(Set.of("linux", "ubuntu-26.04")));
              at(world, 121, () -> push(world, 3, "ubuntu-26.04"));
            });

    assertThat(result.violation()).as(result.report()).isEmpty();
    assertThat(world.forge().jobs()).hasSize(4).allMatch(UnknownLabelsTest::isDone);
  }

  @Test
  void neither_restarts_nor_a_second_replica_look_more_often_than_twice_a_day() {
    Simulation.Result result =
        run(
            quiet()
                .replicas(2)
                .with(Fault.CRASH_BETWEEN_PASSES, 0.002)
                .with(Fault.CRASH_BETWEEN_EFFECTS, 0.02)
                .lasting(Duration.ofHours(24)),
            world -> {
              at(world, 0, () -> push(world, 1, "linux"));
              at(world, 120, () -> push(world, 3, "gpu"));
            });

    assertThat(result.violation()).as(result.report()).isEmpty();
    assertThat(result.crashes()).isGreaterThan(10);
    assertThat(result.excuses()).containsEntry(Excuse.LABELS_UNKNOWN, 1L);
    assertThat(world.forge().jobs().stream().filter(UnknownLabelsTest::isDone)).hasSize(1);
  }

  /** Nobody pushes but the test. */
  private static Scenario quiet() {
    Range moment = Range.seconds(1, 1);
    return Scenario.calm("unknown-labels")
        .working(new Workload.Rhythm(NEVER, moment, NEVER, 1, 1, 1, 1, moment, 0, 0));
  }

  private Simulation.Result run(Scenario scenario, Consumer<World> story) {
    return Simulation.run(
        scenario,
        1,
        (Ports ports, ReconcileSettings settings) -> {
          if (!begun) {
            begun = true;
            world = (World) ports.clock().steady();
            story.accept(world);
          }
          return JsonStateStore.production(ports, settings);
        });
  }

  private static void at(World world, int minute, Runnable event) {
    world.after(Duration.ofMinutes(minute), event);
  }

  private static void push(World world, int jobs, String... labels) {
    for (int i = 0; i < jobs; i++) {
      JobSpec spec = JobSpec.of("job", Duration.ofMinutes(3), labels);
      world.forge().submit(world.forge().repos().getFirst(), List.of(spec));
    }
  }

  private static boolean isDone(ForgeJob job) {
    return job.is(ForgeJob.Status.COMPLETED);
  }
}
