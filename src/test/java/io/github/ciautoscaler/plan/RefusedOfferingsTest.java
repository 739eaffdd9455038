package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.CoolDown;
import io.github.ciautoscaler.fleet.CoolDown.Cause;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.StoredStates;
import io.github.ciautoscaler.plan.Action.Kind;
import io.github.ciautoscaler.plan.Assignment.Standing;
import io.github.ciautoscaler.plan.Plan.Warning;
import io.github.ciautoscaler.plan.Reason.Code;
import org.junit.jupiter.api.Test;

/** What was refused for one type or location is said, and does not stop the others. */
class RefusedOfferingsTest {

  private static final Offering FIRST = new Offering("ccx33", "nbg1");
  private static final Offering SECOND = new Offering("ccx33", "fsn1");

  @Test
  void a_refused_type_is_named_while_the_next_offering_is_launched() {
    Scene scene =
        refused(new Scene(), FIRST, Cause.TYPE, "core limit (correlation id c0ffee)")
            .queued(1, "linux");

    assertThat(scene.actions(Kind.CREATE)).hasSize(1);
    assertThat(scene.plan().warnings())
        .containsExactly(
            new Warning(
                Code.OFFERING_REFUSED.name(),
                "Hetzner does not sell ccx33 at nbg1 to this account for now, and the next server"
                    + " type or location of pool default is tried. It says: core limit"));
  }

  @Test
  void what_is_sold_out_is_no_warning() {
    Scene scene = refused(new Scene(), FIRST, Cause.SOLD_OUT, "error during placement");

    assertThat(scene.plan().warnings()).isEmpty();
  }

  @Test
  void when_nothing_is_sold_the_jobs_say_why_and_until_when() {
    Scene scene =
        refused(
                refused(new Scene(), FIRST, Cause.TYPE, "wrong architecture"),
                SECOND,
                Cause.SOLD_OUT,
                "error during placement")
            .queued(1, "linux");

    assertThat(scene.plan().jobs())
        .singleElement()
        .satisfies(job -> {
          assertThat(job.standing()).isEqualTo(Standing.WAITS);
          assertThat(job.reason().code()).isEqualTo(Code.OFFERINGS_COOLING_DOWN);
          assertThat(job.reason().message())
              .isEqualTo(
                  "Every server type and location of pool default was refused a short while ago;"
                      + " nothing is launched until 2026-11-23T12:01:00Z. Hetzner says: wrong"
                      + " architecture; error during placement");
        });
  }

  @Test
  void a_limit_that_every_offering_meets_is_the_accounts() {
    Scene scene =
        refused(
                refused(new Scene(), FIRST, Cause.LIMIT, "limit (correlation id 1)"),
                SECOND,
                Cause.LIMIT,
                "limit (correlation id 2)")
            .queued(1, "linux");

    assertThat(scene.actions(Kind.CREATE)).isEmpty();
    assertThat(scene.plan().jobs())
        .singleElement()
        .satisfies(job -> {
          assertThat(job.reason().code()).isEqualTo(Code.CREATE_STOPPED);
          assertThat(job.reason().message())
              .isEqualTo(
                  "Everything that pool default may launch meets a limit, so it is the account's;"
                      + " nothing is launched until 2026-11-23T12:01:00Z. Hetzner says: limit");
        });
  }

  private static Scene refused(Scene scene, Offering offering, Cause cause, String message) {
    return scene.stored(stored ->
        StoredStates.withCoolDowns(
            stored,
            all -> {
              all.put(offering, new CoolDown(Scene.NOON.plusSeconds(60), cause, message));
              return all;
            }));
  }
}
