package io.github.ciautoscaler.sandbox.gitea;

import io.github.ciautoscaler.sandbox.wire.Json;
import io.github.ciautoscaler.simulator.ForgeJob;
import io.github.ciautoscaler.simulator.ForgeJob.Status;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A job as Gitea writes it: unset times are 1970, unset names and ids are left out. */
final class JobJson {

  private JobJson() {}

  /**
   * @param base scheme, host and port of the server
   */
  static ObjectNode of(ForgeJob job, String base, StatusWords words) {
    String repo = "/repos/" + job.repo().fullName() + "/actions";
    String page = base + "/" + job.repo().fullName() + "/actions/runs/" + job.runId();
    ObjectNode json =
        Json.object(
            "id",
            job.id(),
            "url",
            base + "/api/v1" + repo + "/jobs/" + job.id(),
            "html_url",
            page + "/jobs/" + job.id(),
            "run_id",
            job.runId(),
            "run_url",
            base + "/api/v1" + repo + "/runs/" + job.runId(),
            "name",
            job.name(),
            "labels",
            job.labelList(),
            "run_attempt",
            job.attempt(),
            "head_sha",
            job.headSha(),
            "head_branch",
            "main",
            "status",
            words.of(job));
    if (job.conclusion() != null) {
      json.put("conclusion", job.conclusion());
    }
    if (job.runnerId() != 0) {
      json.put("runner_id", job.runnerId());
      json.put("runner_name", job.runnerName());
    }
    json.set("steps", Json.array(steps(job)));
    json.put("created_at", Json.time(job.created()));
    json.put("started_at", timeOrZero(job.started()));
    json.put("completed_at", timeOrZero(job.completed()));
    return json;
  }

  private static List<ObjectNode> steps(ForgeJob job) {
    if (job.is(Status.QUEUED) || job.is(Status.BLOCKED)) {
      return List.of();
    }
    return List.of(
        Json.object(
            "name",
            "Run make",
            "number",
            0,
            "status",
            job.status().word(),
            "started_at",
            timeOrZero(job.started()),
            "completed_at",
            timeOrZero(job.completed())));
  }

  private static String timeOrZero(@Nullable Instant time) {
    return Json.time(time == null ? Instant.EPOCH : time);
  }
}
