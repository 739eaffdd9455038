package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Conditions;
import io.github.ciautoscaler.fleet.ConditionsBuilder;
import io.github.ciautoscaler.fleet.RowsSeen;
import io.github.ciautoscaler.fleet.StoredStates;
import io.github.ciautoscaler.plan.Action.Kind;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is gone for seconds and comes back: no second machine is launched for it. */
class ShortGapsTest {

  private static final String NAME = "ci-runner-00000001";
  private static final Duration AGE = Duration.ofMinutes(20);

  @Test
  void a_machine_whose_runner_registers_anew_keeps_its_place_for_a_minute() {
    Scene scene = withoutRow().conditions(seenAgo(9, 7L)).queued(1, "linux");

    assertThat(scene.actions(Kind.CREATE)).isEmpty();
    assertThat(scene.plan().jobs().getFirst().machine()).isEqualTo(NAME);
    assertThat(scene.plan().jobs().getFirst().reason().message()).contains("registers anew");
    assertThat(withoutRow().conditions(seenAgo(61, 7L)).queued(1, "linux").actions(Kind.CREATE))
        .hasSize(1);
  }

  @Test
  void one_place_is_kept_and_only_for_the_labels_that_it_had() {
    assertThat(withoutRow().conditions(seenAgo(9, 7L)).queued(2, "linux").actions(Kind.CREATE))
        .hasSize(1);
    assertThat(
            withoutRow().conditions(seenAgo(9, 7L)).queued(1, "linux", "gpu").actions(Kind.CREATE))
        .isEmpty();
    assertThat(
            withoutRow().conditions(seenAgo(9, 7L)).queued(1, "linux", "x64").actions(Kind.CREATE))
        .isEmpty();
  }

  @Test
  void the_next_row_counts_once_it_is_online_and_keeps_the_place_until_then() {
    Scene young = withoutRow().runner(NAME, 8, false, false, "linux", "x64");
    assertThat(young.conditions(seenAgo(9, 7L)).queued(1, "linux").actions(Kind.CREATE)).isEmpty();

    Scene there = withoutRow().runner(NAME, 8, true, false, "linux", "x64");
    assertThat(there.conditions(seenAgo(9, 7L)).queued(2, "linux").actions(Kind.CREATE)).hasSize(1);

    Scene works = withoutRow().runner(NAME, 8, true, false, "linux", "x64").runs(8, "linux");
    assertThat(works.conditions(seenAgo(9, 7L)).queued(1, "linux").actions(Kind.CREATE)).hasSize(1);
  }

  @Test
  void a_row_that_is_there_and_disabled_or_offline_keeps_no_place() {
    Scene disabled = withoutRow().runner(NAME, 7, true, true, "linux", "x64");
    assertThat(disabled.conditions(seenAgo(9, 7L)).queued(1, "linux").actions(Kind.CREATE))
        .hasSize(1);
    Scene offline = withoutRow().runner(NAME, 7, false, false, "linux", "x64");
    assertThat(offline.conditions(seenAgo(9, 7L)).queued(1, "linux").actions(Kind.CREATE))
        .hasSize(1);
  }

  @Test
  void a_job_that_outlives_its_row_has_the_place() {
    Scene scene = withoutRow().runs(7, "linux").conditions(seenAgo(9, 7L)).queued(1, "linux");
    assertThat(scene.actions(Kind.CREATE)).hasSize(1);
  }

  @Test
  void of_two_rows_the_one_that_vanished_keeps_its_place() {
    Scene scene = withoutRow().runner(NAME, 7, true, false, "linux", "x64");
    scene.runs(7, "linux").conditions(seenAgo(9, 7L, 8L));
    assertThat(scene.queued(1, "linux").actions(Kind.CREATE)).isEmpty();
    assertThat(scene.queued(1, "linux").actions(Kind.CREATE)).hasSize(1);
  }

  @Test
  void what_was_seen_lasts_from_pass_to_pass_and_no_longer_than_a_minute() {
    Conditions first = withoutRow().runner(NAME, 7, true, false, "linux").fleet().conditions();
    assertThat(first.runners().rows())
        .containsEntry(NAME, new RowsSeen(Map.of(7L, Set.of("linux")), Scene.NOON));

    assertThat(withoutRow().conditions(first).fleet().conditions().runners().rows())
        .isEqualTo(first.runners().rows());
    assertThat(withoutRow().conditions(seenAgo(60, 7L)).fleet().conditions().runners().rows())
        .isEmpty();
    assertThat(
            withoutRow()
                .runner(NAME, 8, true, false, "linux")
                .conditions(seenAgo(9, 7L))
                .fleet()
                .conditions()
                .runners()
                .rows()
                .get(NAME))
        .isEqualTo(new RowsSeen(Map.of(8L, Set.of("linux")), Scene.NOON));
  }

  @Test
  void just_after_a_start_a_machine_without_a_row_has_what_its_pool_showed() {
    assertThat(
            withoutRow().startedAgo(Duration.ofSeconds(9)).queued(1, "linux").actions(Kind.CREATE))
        .isEmpty();
    assertThat(
            withoutRow().startedAgo(Duration.ofSeconds(61)).queued(1, "linux").actions(Kind.CREATE))
        .hasSize(1);
  }

  @Test
  void a_node_that_is_not_ready_for_seconds_keeps_its_place_while_its_runner_is_online() {
    assertThat(notReadyFor(10, true).actions(Kind.CREATE)).isEmpty();
    assertThat(notReadyFor(61, true).actions(Kind.CREATE)).hasSize(1);
    assertThat(notReadyFor(10, false).actions(Kind.CREATE)).hasSize(1);
  }

  private static Scene notReadyFor(long seconds, boolean online) {
    return withoutRow()
        .notReadyFor(NAME, Duration.ofSeconds(seconds))
        .runner(NAME, 7, online, false, "linux", "x64")
        .queued(1, "linux");
  }

  /** An idle machine that has served, and whose row is not there. */
  private static Scene withoutRow() {
    Map<String, String> ownAnnotations =
        Map.of(
            "ci-autoscaler.io/ready-at",
            Scene.NOON.minus(AGE).toString(),
            "ci-autoscaler.io/runner-ids",
            "7");
    return new Scene()
        .server(NAME, AGE)
        .node(NAME, true, ownAnnotations)
        .stored(n -> StoredStates.withLabelsShown(n, "default", Set.of(Set.of("linux", "x64"))));
  }

  private static Conditions seenAgo(long seconds, Long... ids) {
    Map<Long, Set<String>> rows = new HashMap<>();
    for (Long id : ids) {
      rows.put(id, Set.of("linux", "x64"));
    }
    return new ConditionsBuilder()
        .rows(Map.of(NAME, new RowsSeen(rows, Scene.NOON.minusSeconds(seconds))))
        .build();
  }
}
