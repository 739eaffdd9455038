package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.StateChanges;
import io.github.ciautoscaler.fleet.StoredStates;
import io.github.ciautoscaler.fleet.Tracked;
import io.github.ciautoscaler.plan.Action.Kind;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is not known, and what is not ours, neither lowers demand nor costs a machine its place. */
class UnknownIsNotZeroTest {

  @Test
  void a_job_on_a_missing_page_of_the_queue_is_still_demand() {
    Plan plan = new Scene().queued(3, "linux").queueIsPartialNow().plan();

    assertThat(plan.jobs()).hasSize(3);
    assertThat(plan.actions().stream().filter(action -> action.kind() == Kind.CREATE)).hasSize(3);
  }

  @Test
  void a_job_of_a_missing_page_that_runs_meanwhile_is_none() {
    Scene scene = new Scene().queued(2, "linux").runningSince(0, 7).queueIsPartialNow();

    assertThat(scene.plan().jobs()).hasSize(1);
  }

  @Test
  void another_clusters_young_server_costs_no_idle_machine_its_paid_hour() {
    Scene scene = atMaximum();
    scene.server(
        "ci-runner-0badcafe",
        Duration.ofSeconds(5),
        Map.of(Labels.MANAGED_BY, Labels.MANAGED_BY_US));

    assertThat(scene.actions(Kind.DEREGISTER)).isEmpty();
  }

  @Test
  void a_machine_of_ours_above_the_maximum_goes_at_once() {
    Scene scene = atMaximum();
    scene.server("ci-runner-0badcafe", Duration.ofSeconds(5));

    assertThat(scene.actions(Kind.DEREGISTER)).hasSize(1);
  }

  @Test
  void a_job_that_came_in_vain_is_remembered_while_the_queue_is_not_known() {
    Map<Set<String>, Set<Long>> vain = Map.of(Set.of("linux"), Set.of(1000L));
    Scene scene = new Scene().stored(n -> StoredStates.withUnservable(n, vain));
    assertThat(unservable(scene)).as("it left the queue").isEmpty();

    scene.seenAs(seen -> Seen.changed(seen, "ofForge.queued", queued -> Tracked.never()));
    assertThat(unservable(scene)).isEqualTo(vain);
  }

  private static Map<Set<String>, Set<Long>> unservable(Scene scene) {
    return StateChanges.apply(scene.fleet().seen().stored(), scene.plan().changes())
        .runners()
        .unservable();
  }

  private static Scene atMaximum() {
    return new Scene()
        .with(Scene.settings(1, Duration.ofMinutes(5), null))
        .idle("ci-runner-00000001", Duration.ofMinutes(20), Duration.ofMinutes(10), 1L, "linux");
  }
}
