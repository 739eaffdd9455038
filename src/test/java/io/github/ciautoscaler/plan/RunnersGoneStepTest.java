package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Pod;
import io.github.ciautoscaler.plan.Action.Kind;
import io.github.ciautoscaler.plan.Reason.Code;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Where a forge cannot disable runners. */
class RunnersGoneStepTest {

  private static final String NAME = Leaving.NAME;

  @Test
  void withoutADisableTheRunnersPodIsEvictedAndSeenGoneFirst() {
    Scene draining =
        Leaving.disabled("draining", Map.of())
            .withoutDisable()
            .podsOn(NAME, List.of(Leaving.pod("pod-7", "pod-uid-7", Pod.Kind.DAEMON_SET)));
    assertThat(draining.actions(Kind.EVICT).getFirst().effects())
        .containsExactly(look(false), new Effect.EvictPod("ns", "pod-7", "pod-uid-7"));

    Scene gone =
        Leaving.disabled("draining", Map.of("quiet-since", "", "first-look", ""))
            .withoutDisable()
            .podsOn(NAME, List.of());
    assertThat(gone.kinds(NAME)).containsExactly(Kind.ANNOTATE);
    assertThat(gone.plan().machineReasons().get(NAME))
        .extracting(Reason::code)
        .isEqualTo(Code.WEAK_TERMINATION);
  }

  private static Effect look(boolean mustBeDisabled) {
    return new Effect.VerifyUnoccupied(Set.of(7L), Set.of(NAME, "pod-7"), mustBeDisabled);
  }
}
