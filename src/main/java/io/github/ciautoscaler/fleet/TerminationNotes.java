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
record TerminationNotes(
    Terminating.Step step,
    @Nullable Instant since,
    String reason,
    Terminating.Looks looks,
    @Nullable Instant deletingSince) {

  /** Null while none runs. */
  static @Nullable TerminationNotes of(Map<String, String> annotations) {
    return Terminating.Step.of(annotations.get(NodeMarks.STAGE))
        .map(step ->
            new TerminationNotes(
                step,
                NodeMarks.instant(annotations.get(NodeMarks.STAGE_SINCE)),
                annotations.getOrDefault(NodeMarks.STAGE_REASON, ""),
                new Terminating.Looks(
                    NodeMarks.instant(annotations.get(NodeMarks.QUIET_SINCE)),
                    NodeMarks.instant(annotations.get(NodeMarks.FIRST_LOOK))),
                NodeMarks.instant(annotations.get(NodeMarks.REMOVING_SINCE))))
        .orElse(null);
  }

  Terminating phase(Instant now) {
    return new Terminating(step, since == null ? now : since, reason, looks, deletingSince);
  }
}
