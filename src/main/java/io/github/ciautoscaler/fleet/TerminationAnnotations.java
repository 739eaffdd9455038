package io.github.ciautoscaler.fleet;

import io.github.ciautoscaler.fleet.Phase.Terminating;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a Node's annotations say of its termination. Only the machine's phase is made of it.
 *
 * @param since null where it cannot be read
 */
record TerminationAnnotations(
    Terminating.Step step,
    @Nullable Instant since,
    String reason,
    Terminating.Looks looks,
    @Nullable Instant deletingSince) {

  /** Null while none runs. */
  static @Nullable TerminationAnnotations of(Map<String, String> annotations) {
    return Terminating.Step.of(annotations.get(NodeAnnotations.STAGE))
        .map(step ->
            new TerminationAnnotations(
                step,
                NodeAnnotations.instant(annotations.get(NodeAnnotations.STAGE_SINCE)),
                annotations.getOrDefault(NodeAnnotations.STAGE_REASON, ""),
                new Terminating.Looks(
                    NodeAnnotations.instant(annotations.get(NodeAnnotations.QUIET_SINCE)),
                    NodeAnnotations.instant(annotations.get(NodeAnnotations.FIRST_LOOK))),
                NodeAnnotations.instant(annotations.get(NodeAnnotations.REMOVING_SINCE))))
        .orElse(null);
  }

  /** Whether its runners' pods were evicted and seen gone, where its runners cannot be disabled. */
  boolean showsPodsGone() {
    return step != Terminating.Step.DISABLING && looks.quietSince() != null;
  }

  Terminating phase(Instant now) {
    return new Terminating(step, since == null ? now : since, reason, looks, deletingSince);
  }
}
