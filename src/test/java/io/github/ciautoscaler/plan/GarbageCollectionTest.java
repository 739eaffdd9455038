package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Conditions;
import io.github.ciautoscaler.fleet.ConditionsBuilder;
import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.StateChanges;
import io.github.ciautoscaler.fleet.StoredState;
import io.github.ciautoscaler.fleet.StoredStates;
import io.github.ciautoscaler.plan.Action.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records that stay true, orphans that go, and the original's machines that become ours. */
class GarbageCollectionTest {

  private static final String NAME = "ci-runner-00000001";

  @Test
  void a_new_row_is_recorded_beside_the_ones_before_it() {
    Scene scene =
        machine(Map.of("runner-ids", "7"))
            .runner(NAME, 8, true, false, "linux")
            .stored(n -> registered(n, 7));

    assertThat(annotations(scene)).containsEntry("ci-autoscaler.io/runner-ids", "7,8");
    assertThat(
            StateChanges.apply(scene.fleet().seen().stored(), scene.plan().changes())
                .runners()
                .registrations())
        .containsEntry(NAME, Set.of(7L, 8L));
  }

  @Test
  void a_job_ends_the_time_that_its_machine_was_idle() {
    Scene scene =
        machine(Map.of("runner-ids", "7", "idle-since", "2026-11-23T11:50:00Z"))
            .runner(NAME, 7, true, false, "linux")
            .runs(7, "linux");

    assertThat(annotations(scene)).containsEntry("ci-autoscaler.io/idle-since", null);
  }

  @Test
  void an_orphan_node_stays_while_a_source_is_not_known() {
    Scene scene = recorded().conditions(orphans(40, 0));
    assertThat(scene.actions(Kind.REMOVE_ORPHAN_NODE)).hasSize(1);

    assertThat(scene.seenAs(Seen::runnersFail).actions(Kind.REMOVE_ORPHAN_NODE)).isEmpty();
  }

  @Test
  void a_row_that_moved_with_its_pod_outlives_the_orphan_node() {
    Scene scene =
        recorded()
            .stored(n -> registered(n, 7))
            .idle("ci-runner-00000002", Duration.ofMinutes(20), Duration.ofMinutes(1), 8, "linux")
            .runner("ci-runner-00000002", 7, true, false, "linux")
            .conditions(orphans(40, 0));

    assertThat(scene.actions(Kind.REMOVE_ORPHAN_NODE).getFirst().effects())
        .doesNotContain(new Effect.DeleteRunner(7))
        .contains(new Effect.DeleteNode(NAME, "uid-" + NAME));
  }

  @ParameterizedTest
  @CsvSource({"119, 0", "120, 1"})
  void a_row_without_a_machine_goes_after_two_minutes_offline(long offline, int removed) {
    Scene scene =
        new Scene()
            .permanentRunner(7, false, false, "linux")
            .stored(n -> registered(n, 7))
            .conditions(orphans(0, offline));

    assertThat(scene.actions(Kind.REMOVE_ORPHAN_RUNNER)).hasSize(removed);
  }

  @Test
  void whose_row_is_left_is_not_forgotten() {
    Scene scene =
        new Scene().permanentRunner(7, false, false, "linux").stored(n -> registered(n, 7));
    assertThat(
            StateChanges.apply(scene.fleet().seen().stored(), scene.plan().changes())
                .runners()
                .registrations())
        .containsKey(NAME);

    Scene gone = new Scene().stored(n -> registered(n, 7));
    assertThat(
            StateChanges.apply(gone.fleet().seen().stored(), gone.plan().changes())
                .runners()
                .registrations())
        .isEmpty();
  }

  @Test
  void an_adoption_is_recorded_in_seconds_beside_the_labels_that_were_there() {
    Map<String, String> theirs = Map.of(Labels.MANAGED_BY, Labels.MANAGED_BY_US, "team", "blue");
    Scene scene =
        new Scene().server(NAME, Duration.ofMinutes(30), theirs).node(NAME, true, Map.of());

    Effect.LabelServer label =
        (Effect.LabelServer) scene.actions(Kind.ADOPT).getFirst().effects().getFirst();
    assertThat(label.labels())
        .containsAllEntriesOf(theirs)
        .containsEntry(Labels.ADOPTED_AT, "" + Scene.NOON.getEpochSecond());
  }

  private static Scene machine(Map<String, String> ownAnnotations) {
    Map<String, String> all = new HashMap<>();
    all.put("ci-autoscaler.io/ready-at", "2026-11-23T11:30:00Z");
    ownAnnotations.forEach((key, value) -> all.put("ci-autoscaler.io/" + key, value));
    return new Scene().server(NAME, Duration.ofMinutes(30)).node(NAME, true, all);
  }

  private static Map<String, @Nullable String> annotations(Scene scene) {
    Effect effect = scene.actions(Kind.ANNOTATE).getFirst().effects().getFirst();
    return ((Effect.PatchNode) effect).patch().annotations();
  }

  private static StoredState registered(StoredState stored, long row) {
    return StoredStates.withRegistrations(
        stored,
        all -> {
          all.put(NAME, Set.of(row));
          return all;
        });
  }

  private static Scene recorded() {
    return new Scene().node(NAME, false, Map.of("ci-autoscaler.io/installation", Scene.OURS));
  }

  private static Conditions orphans(long node, long row) {
    Instant now = Scene.NOON;
    return new ConditionsBuilder()
        .orphanNodes(Map.of(NAME, now.minusSeconds(node)))
        .offlineRunners(Map.of(7L, now.minusSeconds(row)))
        .build();
  }
}
