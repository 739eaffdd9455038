package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.LaunchOrder;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.PendingLaunch;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.StateChanges;
import io.github.ciautoscaler.fleet.StoredStates;
import io.github.ciautoscaler.plan.Action.Kind;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An order whose answer is lost is looked up when that tells something, and is called lost. */
class LostOrderTest {

  private static final String NAME = "ci-runner-00000001";

  @Test
  void the_name_is_looked_up_at_once_and_when_its_time_is_over() {
    assertThat(ordered(null).actions(Kind.RESOLVE_LAUNCH)).hasSize(1);
    assertThat(ordered(0L).actions(Kind.RESOLVE_LAUNCH)).hasSize(1);
    assertThat(ordered(6L).actions(Kind.RESOLVE_LAUNCH)).isEmpty();
    assertThat(ordered(29L).actions(Kind.RESOLVE_LAUNCH)).isEmpty();
    assertThat(ordered(30L).actions(Kind.RESOLVE_LAUNCH)).hasSize(1);
  }

  @Test
  void its_job_is_told_what_is_not_known_and_until_when() {
    Plan plan = ordered(10L).queued(1, "linux").plan();

    assertThat(plan.jobs())
        .singleElement()
        .satisfies(job -> {
          assertThat(job.reason().code()).isEqualTo(Code.LOST_ANSWER);
          assertThat(job.reason().message())
              .isEqualTo(
                  "Whether its order reached Hetzner is not known, and no server "
                      + NAME
                      + " is listed yet; it counts as not made from 2026-11-23T12:00:20Z on.");
          assertThat(plan.machineReasons().get(NAME)).isEqualTo(job.reason());
        });
  }

  @Test
  void an_order_under_way_or_found_is_on_its_way() {
    assertThat(ordered(null).inFlight(NAME).queued(1, "linux").plan().jobs())
        .extracting(job -> job.reason().code())
        .containsExactly(Code.CAPACITY_SUFFICES);
    assertThat(ordered(10L).server(NAME, Duration.ofSeconds(10)).queued(1, "linux").plan().jobs())
        .extracting(job -> job.reason().code())
        .containsExactly(Code.CAPACITY_SUFFICES);
  }

  @Test
  void unused_join_tokens_are_deleted_until_they_have_expired() {
    Scene scene =
        new Scene()
            .stored(n ->
                StoredStates.withUnusedTokens(
                    n,
                    all -> {
                      all.put("abcdef", Scene.NOON.minusSeconds(899));
                      all.put("expired", Scene.NOON.minusSeconds(900));
                      return all;
                    }));

    assertThat(scene.actions(Kind.DELETE_JOIN_TOKEN))
        .singleElement()
        .satisfies(action ->
            assertThat(action.effects()).isEqualTo(List.of(new Effect.DeleteJoinToken("abcdef"))));
    assertThat(
            StateChanges.apply(scene.fleet().seen().stored(), scene.plan().changes())
                .launches()
                .unusedTokens())
        .containsOnlyKeys("abcdef");
  }

  private static Scene ordered(@Nullable Long lostAgo) {
    return new Scene()
        .stored(n ->
            StoredStates.withLaunches(
                n,
                all -> {
                  all.put(
                      NAME,
                      new PendingLaunch(
                          new LaunchOrder(
                              Pool.DEFAULT,
                              new Offering("ccx33", "nbg1"),
                              Set.of("linux"),
                              null,
                              "abcdef"),
                          Scene.NOON.minusSeconds(60),
                          "another-process",
                          null,
                          lostAgo == null ? null : Scene.NOON.minusSeconds(lostAgo)));
                  return all;
                }));
  }
}
