package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Under which names a leaving machine's runners are looked for. */
class LastLookTest {

  private static final String NAME = Leaving.NAME;

  /**
   * A runner that registered anew while its Node was deleted, and whose pod went with it, left a
   * second row of its name that nobody disables.
   */
  @Test
  void a_row_that_is_offline_and_has_no_pod_any_more_tells_no_name() {
    Scene scene = draining().runnerRow(8, "gone-pod", false, true);

    assertThat(names(scene)).containsExactlyInAnyOrder(NAME, "pod-7");
  }

  @Test
  void one_that_is_online_does() {
    assertThat(names(draining().runnerRow(8, "renamed", true, true))).contains("renamed");
  }

  @Test
  void where_no_pod_of_the_machine_is_seen_each_row_does() {
    Scene scene =
        Leaving.empty("draining", Map.of("runner-ids", "8")).runnerRow(8, "gone-pod", false, true);

    assertThat(Rows.names(scene.fleet().machines().getFirst())).contains("gone-pod");
  }

  private static Scene draining() {
    return Leaving.disabled("draining", Map.of("runner-ids", "7,8")).podsOn(NAME, List.of());
  }

  private static Set<String> names(Scene scene) {
    return Rows.names(scene.fleet().machines().getFirst());
  }
}
