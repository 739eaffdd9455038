package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.plan.Action.Kind;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The fetch window, and the two looks after it. */
class FetchWindowStepTest {

  private static final String NAME = Leaving.NAME;

  @Test
  void afterTheDisableTheFetchWindowIsWaitedOutFromTheMomentItWasSeen() {
    assertThat(Leaving.disabled("deregistering", Map.of()).kinds(NAME))
        .containsExactly(Kind.ANNOTATE);
    assertThat(Leaving.disabled("deregistering", Map.of("quiet-since", Leaving.ago(9))).kinds(NAME))
        .isEmpty();
    assertThat(record(Leaving.disabled("deregistering", Map.of("quiet-since", Leaving.ago(10)))))
        .containsKey("ci-autoscaler.io/first-look");
  }

  @Test
  void onlyASecondLookLetsItDrain() {
    assertThat(
            Leaving.disabled(
                    "deregistering",
                    Map.of("quiet-since", Leaving.ago(30), "first-look", Leaving.ago(0)))
                .kinds(NAME))
        .as("the same look twice is one look")
        .isEmpty();
    assertThat(
            Leaving.disabled(
                    "deregistering",
                    Map.of("quiet-since", Leaving.ago(30), "first-look", Leaving.ago(5)))
                .kinds(NAME))
        .containsExactly(Kind.DRAIN);
  }

  @Test
  void whatIsRemovedWaitsForItsWindowAgain() {
    Map<String, String> waiting = new HashMap<>();
    waiting.put("server-id", "5");
    waiting.put("quiet-since", Leaving.ago(9));
    waiting.put("first-look", "");
    assertThat(
            Leaving.empty("removing", waiting)
                .runner(NAME, 7, true, true, "linux")
                .actions(Kind.REMOVE))
        .isEmpty();
    assertThat(
            Leaving.empty("removing", Map.of("server-id", "5"))
                .runner(NAME, 7, true, true, "linux")
                .actions(Kind.REMOVE))
        .hasSize(1);
  }

  private static Map<String, ?> record(Scene scene) {
    Effect effect = scene.actions(Kind.ANNOTATE).getFirst().effects().getFirst();
    return effect instanceof Effect.PatchNode(var node, var patch) ? patch.annotations() : Map.of();
  }
}
