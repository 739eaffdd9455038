package io.github.ciautoscaler.app.jar;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.simulator.CreateRequest;
import io.github.ciautoscaler.simulator.JobSpec;
import io.github.ciautoscaler.simulator.World;
import io.github.ciautoscaler.simulator.WorldSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The watch sees what it is there for; else a run without violations would say nothing. */
class WorldWatchTest {

  private final World world = new World(WorldSettings.standard(1));
  private final WorldWatch watch = new WorldWatch(1);

  @BeforeEach
  void watch() {
    watch.over(world);
  }

  @Test
  void oneServerTooManyIsSeenThoughItIsGoneAtTheEnd() {
    order("ci-runner-00000001");
    order("ci-runner-00000002");
    world.advance(Duration.ofSeconds(30));
    delete("ci-runner-00000002");
    world.advance(Duration.ofMinutes(1));

    assertThat(watch.broken())
        .containsExactly("more servers than 1: [ci-runner-00000001, ci-runner-00000002]");
  }

  @Test
  void aJobWhoseServerIsDeletedIsSeen() {
    order("ci-runner-00000001");
    world.advance(Duration.ofMinutes(10));
    world
        .forge()
        .submit(
            world.forge().repos().getFirst(),
            List.of(JobSpec.of("build", Duration.ofMinutes(20), "linux")));
    world.advance(Duration.ofMinutes(1));
    assertThat(watch.broken()).isEmpty();

    delete("ci-runner-00000001");
    world.advance(Duration.ofSeconds(2));

    assertThat(watch.broken()).singleElement().asString().endsWith("lost its runner");
    assertThat(watch.looks()).isEqualTo(663);
  }

  private void order(String name) {
    world
        .cloud()
        .create(
            CreateRequest.of(
                name,
                "ccx33",
                "nbg1",
                "ubuntu-24.04",
                Map.of(Labels.MANAGED_BY, Labels.MANAGED_BY_US),
                "K3S_TOKEN="
                    + world.settings().clusterSecret()
                    + " --node-label=node-role=ci-runner"));
  }

  private void delete(String name) {
    world.cloud().servers().stream()
        .filter(server -> server.name().equals(name))
        .findFirst()
        .ifPresent(server -> world.cloud().delete(server.id()));
  }
}
