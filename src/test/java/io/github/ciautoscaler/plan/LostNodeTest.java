package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.LaunchOrder;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.PendingLaunch;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.fleet.StoredState;
import io.github.ciautoscaler.fleet.StoredStates;
import io.github.ciautoscaler.plan.Action.Kind;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A machine that served, whose Node somebody deletes, and which is called otherwise meanwhile. */
class LostNodeTest {

  private static final String NAME = "ci-runner-0a1b2c3d";
  private static final String GONE = NAME + ".ci.example.org";

  @ParameterizedTest
  @ValueSource(strings = {"running", "migrating", "off", "starting"})
  void it_has_time_to_come_back_also_while_its_server_has_no_power(String status) {
    Scene scene = new Scene().server(server(status, NAME, Map.of())).stored(LostNodeTest::served);

    assertThat(scene.actions(Kind.GIVE_UP_BOOT)).isEmpty();
  }

  @Test
  void a_server_without_power_may_have_served_also_where_no_annotation_says_so() {
    Scene scene = new Scene().server(server("migrating", NAME, Map.of()));

    assertThat(scene.actions(Kind.GIVE_UP_BOOT)).isEmpty();
  }

  @Test
  void a_launch_whose_server_does_not_start_is_given_up_at_the_time_out() {
    Scene scene = new Scene().server(server("off", NAME, Map.of()));
    scene.stored(LostNodeTest::launched);

    assertThat(scene.actions(Kind.GIVE_UP_BOOT)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"4, 0", "5, 1"})
  void a_machine_that_is_lost_before_its_runner_comes_is_no_place_for_a_job(int min, int launched) {
    Scene scene =
        new Scene()
            .server(NAME, Duration.ofMinutes(7))
            .node(NAME, true, Map.of("ci-autoscaler.io/ready-at", "2026-11-23T11:54:00Z"))
            .notReadyFor(NAME, Duration.ofMinutes(min))
            .stored(LostNodeTest::launched)
            .queued(1, "linux");

    assertThat(scene.actions(Kind.CREATE)).hasSize(launched);
    assertThat(scene.actions(Kind.DEREGISTER)).hasSize(launched);
  }

  /** Its pod's object outlives the Node by a minute, and names a Node that is not there. */
  @Test
  void the_job_on_its_runner_is_its_own_although_its_node_had_another_name() {
    Scene scene =
        new Scene().server(server("running", NAME, Map.of())).stored(LostNodeTest::served);
    scene.runner(GONE, 7, true, false, "linux").runs(7, "linux");

    Machine machine = scene.fleet().machines().getFirst();

    assertThat(machine.runnerIds()).containsExactly(7L);
    assertThat(machine.isBusy()).isTrue();
  }

  @Test
  void what_the_original_made_keeps_its_name_when_it_is_renamed_and_loses_its_node() {
    Map<String, String> theirs = Map.of(Labels.MANAGED_BY, Labels.MANAGED_BY_US);
    Scene scene =
        new Scene().server(NAME, Duration.ofMinutes(30), theirs).node(NAME, true, Map.of());
    Effect.LabelServer label =
        (Effect.LabelServer) scene.actions(Kind.ADOPT).getFirst().effects().getFirst();

    Scene renamed = new Scene().server(server("running", "build-1", label.labels()));
    renamed.stored(LostNodeTest::served);

    assertThat(renamed.fleet().machines().getFirst().name()).isEqualTo(NAME);
    assertThat(renamed.actions(Kind.GIVE_UP_BOOT)).isEmpty();
  }

  private static StoredState served(StoredState stored) {
    return StoredStates.withRegistrations(
        stored,
        all -> {
          all.put(NAME, Set.of(7L));
          return all;
        });
  }

  private static StoredState launched(StoredState stored) {
    return StoredStates.withLaunches(
        stored,
        all -> {
          all.put(
              NAME,
              new PendingLaunch(
                  new LaunchOrder(
                      Pool.DEFAULT, new Offering("ccx33", "nbg1"), Set.of("linux"), null, null),
                  Scene.NOON.minus(Duration.ofMinutes(30)),
                  "process",
                  4711L,
                  null));
          return all;
        });
  }

  private static Server server(String status, String name, Map<String, String> more) {
    Map<String, String> labels = new HashMap<>();
    labels.put(Labels.MANAGED_BY, Labels.MANAGED_BY_US);
    labels.put(Labels.INSTALLATION, Scene.OURS);
    labels.put(Labels.POOL, Pool.DEFAULT);
    labels.putAll(more);
    return new Server(
        4711,
        new Server.Metadata(name, labels),
        status,
        new Server.Paid(
            Scene.NOON.minus(Duration.ofMinutes(30)), new Offering("ccx33", "nbg1"), true, null),
        Server.Addresses.NONE);
  }
}
