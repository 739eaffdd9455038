package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.MachineTemplate;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Pools;
import io.github.ciautoscaler.fleet.Preference;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.plan.Action.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server for a subnet is attached, then powered on, as the list shows how far it is. */
class UnfinishedServerTest {

  private static final String NAME = "ci-runner-00000001";
  private static final Pool POOL = pool("10.0.1.0/24");

  @Test
  void one_without_an_address_in_its_network_is_attached_first() {
    assertThat(effects(scene(POOL, server("off", Set.of(), Duration.ofMinutes(1)))))
        .containsExactly(new Effect.AttachServer(7, NAME, POOL.template()));
  }

  @Test
  void one_that_has_it_is_powered_on() {
    assertThat(effects(scene(POOL, server("off", Set.of("10.0.1.2"), Duration.ofMinutes(1)))))
        .containsExactly(new Effect.PowerOnServer(7, NAME));
  }

  @ParameterizedTest
  @ValueSource(strings = {"initializing", "starting", "running", "migrating", "deleting"})
  void one_that_is_not_off_is_left_alone(String status) {
    assertThat(effects(scene(POOL, server(status, Set.of(), Duration.ofMinutes(1))))).isEmpty();
  }

  @Test
  void one_that_joined_was_switched_off_by_somebody() {
    Scene scene = scene(POOL, server("off", Set.of("10.0.1.2"), Duration.ofMinutes(5)));

    assertThat(effects(scene.node(NAME, false, Map.of()))).isEmpty();
  }

  @Test
  void one_that_takes_too_long_is_not_begun_any_more() {
    assertThat(effects(scene(POOL, server("off", Set.of(), Duration.ofMinutes(11))))).isEmpty();
  }

  @Test
  void one_of_a_pool_without_a_subnet_starts_by_itself() {
    assertThat(effects(scene(pool(null), server("off", Set.of(), Duration.ofMinutes(1)))))
        .isEmpty();
  }

  private static Scene scene(Pool pool, Server server) {
    return new Scene().with(Scene.settings(3, pool)).server(server);
  }

  private static List<Effect> effects(Scene scene) {
    return scene.actions(Kind.CONNECT).stream()
        .flatMap(action -> action.effects().stream())
        .toList();
  }

  private static Server server(String status, Set<String> inner, Duration age) {
    Map<String, String> labels =
        Map.of(
            Labels.MANAGED_BY,
            Labels.MANAGED_BY_US,
            Labels.INSTALLATION,
            Scene.OURS,
            Labels.POOL,
            Pool.DEFAULT);
    return new Server(
        7,
        new Server.Metadata(NAME, labels),
        status,
        new Server.Paid(Scene.NOON.minus(age), new Offering("ccx33", "nbg1"), true, null),
        new Server.Addresses(Set.of("203.0.113.7"), inner));
  }

  private static Pool pool(@org.jspecify.annotations.Nullable String subnet) {
    MachineTemplate usual = Pools.template(Pools.K3S, new Offering("ccx33", "nbg1"));
    MachineTemplate template =
        new MachineTemplate(
            usual.offerings(),
            usual.image(),
            usual.access(),
            usual.bootstrap(),
            new MachineTemplate.Options(
                Preference.LISTED, Map.of(), Labels.NAME_PREFIX, null, subnet));
    return Pools.of(Pool.DEFAULT, 3, template, Set.of("linux"));
  }
}
