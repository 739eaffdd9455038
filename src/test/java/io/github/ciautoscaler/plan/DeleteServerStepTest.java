package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.plan.Action.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The last look, and the delete. */
class DeleteServerStepTest {

  private static final String NAME = Leaving.NAME;

  @Test
  void withNoPodLeftItLooksOnceMoreAndDeletesTheServer() {
    Scene scene = Leaving.disabled("draining", Map.of()).podsOn(NAME, List.of());

    List<Effect> effects = scene.actions(Kind.REMOVE).getFirst().effects();

    assertThat(effects.get(1))
        .isInstanceOfSatisfying(
            Effect.VerifyUnoccupied.class,
            look -> {
              assertThat(look.runnerIds()).contains(7L);
              assertThat(look.runnerNames()).contains(NAME, "pod-7");
              assertThat(look.mustBeDisabled()).isTrue();
            });
    assertThat(effects.get(2)).isInstanceOf(Effect.DeleteServer.class);
  }

  @Test
  void anUnknownQueueRemovesNothing() {
    assertThat(Leaving.due().queueFailsNow().kinds(NAME)).isEmpty();
    assertThat(
            Leaving.disabled("draining", Map.of())
                .podsOn(NAME, List.of())
                .queueFailsNow()
                .kinds(NAME))
        .isEmpty();
  }
}
