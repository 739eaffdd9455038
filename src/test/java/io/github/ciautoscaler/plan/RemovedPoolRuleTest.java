package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.StoredStates;
import io.github.ciautoscaler.plan.Action.Kind;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Machines of a pool that the configuration no longer has. */
class RemovedPoolRuleTest {

  private static final String NAME = Leaving.NAME;
  private static final Duration DUE = Duration.ofMinutes(56);

  @Test
  void an_idle_machine_of_a_removed_pool_goes_at_its_hours_end() {
    assertThat(idle("removed", Duration.ofMinutes(20)).kinds(NAME)).isEmpty();
    assertThat(reason(idle("removed", Duration.ofMinutes(20)))).isEqualTo(Code.POOL_REMOVED);

    assertThat(idle("removed", DUE).actions(Kind.DEREGISTER))
        .singleElement()
        .satisfies(action -> assertThat(action.reason().code()).isEqualTo(Code.POOL_REMOVED));
    assertThat(reason(idle(Pool.DEFAULT, DUE))).isEqualTo(Code.HOUR_ENDS);
  }

  @Test
  void no_new_work_is_assigned_to_it() {
    assertThat(idle(Pool.DEFAULT, DUE).queued(1, "linux").actions(Kind.CREATE)).isEmpty();

    Scene removed = idle("removed", DUE).queued(1, "linux");
    assertThat(removed.actions(Kind.CREATE)).hasSize(1);
    assertThat(removed.kinds(NAME)).containsExactly(Kind.DEREGISTER);
    assertThat(removed.plan().jobs()).noneMatch(job -> NAME.equals(job.machine()));
  }

  @Test
  void the_queue_does_not_call_it_back() {
    assertThat(leaving("removed").queued(1, "linux").actions(Kind.CANCEL)).isEmpty();
  }

  @Test
  void a_pool_that_is_configured_again_keeps_it_while_its_hour_is_paid() {
    Map<String, String> early = Map.of("stage-reason", "POOL_REMOVED", "stage-since", ago(1));
    Scene scene = server(Pool.DEFAULT, Duration.ofMinutes(20));
    scene.node(NAME, true, Leaving.annotations("deregistering", early));

    assertThat(scene.runner(NAME, 7, true, true, "linux").actions(Kind.CANCEL))
        .singleElement()
        .satisfies(action -> assertThat(action.reason().code()).isEqualTo(Code.CAUSE_ENDED));
  }

  @Test
  void it_stays_while_its_job_runs() {
    Scene busy = idle("removed", DUE).runs(7, "linux");

    assertThat(busy.actions(Kind.DEREGISTER)).isEmpty();
    assertThat(reason(busy)).isEqualTo(Code.RUNNING_JOB);
  }

  private static Scene idle(String pool, Duration age) {
    Map<String, String> recorded =
        Map.of(
            "ci-autoscaler.io/ready-at", ago(1200),
            "ci-autoscaler.io/runner-ids", "7",
            "ci-autoscaler.io/idle-since", ago(1200));
    return server(pool, age).node(NAME, true, recorded).runner(NAME, 7, true, false, "linux");
  }

  private static Scene leaving(String pool) {
    Map<String, String> why = Map.of("stage-reason", "POOL_REMOVED");
    return server(pool, DUE)
        .node(NAME, true, Leaving.annotations("deregistering", why))
        .runner(NAME, 7, true, true, "linux");
  }

  private static Scene server(String pool, Duration age) {
    return new Scene()
        .server(
            NAME,
            age,
            Map.of(
                Labels.MANAGED_BY, Labels.MANAGED_BY_US,
                Labels.INSTALLATION, Scene.OURS,
                Labels.POOL, pool))
        .stored(it -> StoredStates.withLabelsShown(it, Pool.DEFAULT, Set.of(Set.of("linux"))));
  }

  private static Code reason(Scene scene) {
    return Objects.requireNonNull(scene.plan().machineReasons().get(NAME)).code();
  }

  private static String ago(long seconds) {
    return Leaving.ago(seconds);
  }
}
