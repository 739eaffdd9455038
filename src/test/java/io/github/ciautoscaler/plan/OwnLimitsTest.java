package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Pools;
import io.github.ciautoscaler.plan.Action.Kind;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a pool has of its own: its maximum, and its times. */
class OwnLimitsTest {

  private static final Pool SMALL = pool("small");
  private static final Pool BIG = pool("big");
  private static final Duration YOUNG = Duration.ofMinutes(20);
  private static final Duration DUE = Duration.ofSeconds(3310);
  private static final Pool.Times PATIENT =
      new Pool.Times(Duration.ofMinutes(5), Duration.ZERO, Duration.ofMinutes(20));

  @Test
  void of_more_machines_than_the_pools_maximum_the_idle_ones_go() {
    Scene scene = idle(scene(SMALL, BIG), 1, "small", YOUNG).runs(1, "linux");
    idle(scene, 2, "small", YOUNG);
    idle(scene, 3, "small", YOUNG);
    idle(scene, 4, "big", YOUNG);

    assertThat(scene.actions(Kind.DEREGISTER))
        .singleElement()
        .satisfies(it -> {
          assertThat(it.machine()).isEqualTo(name(2));
          assertThat(it.reason().code()).isEqualTo(Code.ABOVE_MAXIMUM);
          assertThat(it.reason().message()).contains("maximum of pool small");
        });
  }

  @Test
  void what_goes_for_its_pool_counts_for_the_total() {
    Scene scene = scene(SMALL, BIG).with(Scene.settings(3, SMALL, BIG));
    for (int number = 1; number <= 3; number++) {
      idle(scene, number, "small", YOUNG);
    }
    idle(scene, 4, "big", YOUNG);

    assertThat(scene.actions(Kind.DEREGISTER)).extracting(Action::machine).containsExactly(name(1));
  }

  @Test
  void a_pool_has_an_hours_end_of_its_own() {
    Scene scene = scene(Pools.withTimes(SMALL, PATIENT), BIG);
    idle(scene, 1, "small", DUE);
    idle(scene, 2, "big", DUE);

    assertThat(scene.actions(Kind.DEREGISTER)).extracting(Action::machine).containsExactly(name(2));
  }

  @Test
  void a_machine_is_on_its_way_as_long_as_its_pool_gives_it() {
    assertThat(booting(SMALL).actions(Kind.CREATE)).hasSize(1);
    assertThat(booting(Pools.withTimes(SMALL, PATIENT)).actions(Kind.CREATE)).isEmpty();
  }

  @Test
  void a_boot_is_given_up_when_its_pools_time_is_over() {
    assertThat(booting(SMALL).actions(Kind.GIVE_UP_BOOT)).hasSize(1);
    assertThat(booting(Pools.withTimes(SMALL, PATIENT)).actions(Kind.GIVE_UP_BOOT)).isEmpty();
  }

  private static Pool pool(String name) {
    return Pools.of(name, 2, Set.of("linux"), new Offering("cx23", "nbg1"));
  }

  private static Scene scene(Pool... pools) {
    return new Scene().with(Scene.settings(9, pools));
  }

  private static Scene booting(Pool small) {
    String name = name(1);
    return scene(small)
        .server(name, Duration.ofMinutes(11), labels("small"))
        .node(name, false, Map.of())
        .queued(1, "linux");
  }

  private static Scene idle(Scene scene, long number, String pool, Duration age) {
    String name = name(number);
    return scene
        .server(name, age, labels(pool))
        .node(
            name,
            true,
            Map.of(
                "ci-autoscaler.io/ready-at",
                Scene.NOON.minus(age).toString(),
                "ci-autoscaler.io/runner-ids",
                String.valueOf(number),
                "ci-autoscaler.io/idle-since",
                Scene.NOON.minus(Duration.ofMinutes(15)).toString()))
        .runner(name, number, true, false, "linux");
  }

  private static String name(long number) {
    return "ci-runner-%08d".formatted(number);
  }

  private static Map<String, String> labels(String pool) {
    return Map.of(
        Labels.MANAGED_BY,
        Labels.MANAGED_BY_US,
        Labels.INSTALLATION,
        Scene.OURS,
        Labels.POOL,
        pool);
  }
}
