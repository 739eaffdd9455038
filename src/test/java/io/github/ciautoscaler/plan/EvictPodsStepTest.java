package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Pod;
import io.github.ciautoscaler.plan.Action.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which pods are evicted. */
class EvictPodsStepTest {

  private static final String NAME = Leaving.NAME;

  @Test
  void aDrainEvictsOtherPodsAndLeavesTheRunnerAndDaemonSetsAlone() {
    Pod web = Leaving.pod("web", Pod.Kind.ORDINARY);
    Pod cni = Leaving.pod("cni", Pod.Kind.DAEMON_SET);
    Pod mirror = Leaving.pod("static", Pod.Kind.MIRROR);
    Scene scene =
        Leaving.disabled("draining", Map.of())
            .podsOn(NAME, List.of(web, cni, mirror, Leaving.pod("pod-7", Pod.Kind.DAEMON_SET)));

    assertThat(scene.actions(Kind.EVICT).getFirst().effects())
        .containsExactly(look(true), new Effect.EvictPod("ns", "web", "uid-web"));
  }

  private static Effect look(boolean mustBeDisabled) {
    return new Effect.VerifyUnoccupied(Set.of(7L), Set.of(NAME, "pod-7"), mustBeDisabled);
  }
}
