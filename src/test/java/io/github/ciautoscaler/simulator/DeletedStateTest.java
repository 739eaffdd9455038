package io.github.ciautoscaler.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.StoredState;
import io.github.ciautoscaler.reconcile.Operator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A person deletes the ConfigMap at a moment when nothing in it changes. */
class DeletedStateTest {

  private final List<StoredState> seen = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(ints = {5, 300})
  void are_there_again_for_whoever_takes_over(int poll) {
    Simulation.run(
        Scenario.calm("deleted-state")
            .polling(Duration.ofSeconds(poll))
            .lasting(Duration.ofHours(1)),
        1,
        (ports, settings) -> {
          Autoscaler process = Autoscaler.production(ports, settings);
          World world = (World) ports.clock().steady();
          world.after(Duration.ofMinutes(12), () -> pauseAndDelete(world, process.operator()));
          return process;
        });

    assertThat(seen).hasSize(2);
    assertThat(seen.getFirst().wishes().pause()).isNull();
    assertThat(Objects.requireNonNull(seen.getLast().wishes().pause()).reason())
        .isEqualTo("release day");
  }

  private void pauseAndDelete(World world, Operator operator) {
    assertThat(operator.pause(Duration.ofHours(3), "release day", false))
        .isInstanceOf(Operator.Accepted.class);
    world.after(
        Duration.ofMinutes(1),
        () -> {
          assertThat(SimStateStore.deletedByHand(world)).isTrue();
          seen.add(SimStateStore.truth(world));
        });
    world.after(Duration.ofSeconds(81), () -> seen.add(SimStateStore.truth(world)));
  }
}
