package io.github.ciautoscaler.sandbox.gitea;

import io.github.ciautoscaler.simulator.ForgeJob;
import io.github.ciautoscaler.simulator.RunnerRow;
import java.time.Instant;

/** What a version of Gitea calls the state of a job and of a runner. */
enum StatusWords {
  UNTIL_1_27,
  /** What waits for its needs is pending, and a runner's word says what it does. */
  FROM_28;

  static StatusWords of(String version) {
    return Integer.parseInt(version.split("[.+-]")[0]) >= 28 ? FROM_28 : UNTIL_1_27;
  }

  String of(ForgeJob job) {
    return this == FROM_28 && job.is(ForgeJob.Status.BLOCKED) ? "pending" : job.status().word();
  }

  String of(RunnerRow row, Instant now) {
    if (!row.online(now)) {
      return "offline";
    }
    return this == UNTIL_1_27 ? "online" : row.busy(now) ? "active" : "idle";
  }
}
