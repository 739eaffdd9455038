package io.github.ciautoscaler.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One job as it was.
 *
 * @param submitted when it could first have run
 * @param length how long a runner worked on it
 * @param label its runs-on; several labels have spaces between them
 * @param repo as owner/name
 * @param name of the job, with its workflow where that is known
 */
record PastJob(Instant submitted, Duration length, String label, String repo, String name) {

  /** What its runner must offer. */
  List<String> labels() {
    return List.of(label.strip().split("\\s+"));
  }

  /** When it ends at the earliest. */
  Instant endsEarliest() {
    return submitted.plus(length);
  }
}
