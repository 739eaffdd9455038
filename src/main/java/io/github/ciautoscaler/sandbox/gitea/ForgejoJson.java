package io.github.ciautoscaler.sandbox.gitea;

import io.github.ciautoscaler.sandbox.wire.Json;
import io.github.ciautoscaler.simulator.ForgeJob;
import io.github.ciautoscaler.simulator.RunnerRow;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Jobs and runners as Forgejo writes them. */
final class ForgejoJson {

  private ForgejoJson() {}

  /**
   * @param major the server's version: each brought more fields
   */
  static ObjectNode job(ForgeJob job, int major) {
    boolean waits = job.is(ForgeJob.Status.QUEUED);
    int attempt = waits ? job.attempt() + 1 : job.attempt();
    ObjectNode json = Json.object("id", job.id());
    if (major >= 16) {
      json.put("run_id", job.runId());
    }
    if (major >= 15) {
      json.put("attempt", attempt);
      json.put("handle", uuid("job " + job.id() + "." + attempt));
    }
    json.put("repo_id", job.repo().id());
    json.put("owner_id", 1);
    json.put("name", job.name());
    json.set("needs", Json.of(orNull(job.needs().stream().map(ForgeJob::name).toList())));
    json.set("runs_on", Json.of(orNull(job.labelList())));
    json.put("task_id", waits ? 0 : 1_000 * job.id() + attempt);
    json.put("status", waits ? "waiting" : "running");
    return json;
  }

  private static @Nullable List<String> orNull(List<String> list) {
    return list.isEmpty() ? null : list;
  }

  /** One that did not declare itself has no labels and no version yet. */
  static ObjectNode runner(RunnerRow row, Instant now) {
    boolean declared = row.isDeclared();
    return Json.object(
        "id",
        row.id(),
        "uuid",
        uuid("runner " + row.id()),
        "owner_id",
        0,
        "repo_id",
        0,
        "name",
        row.name(),
        "status",
        StatusWords.FROM_28.of(row, now),
        "version",
        declared ? "v12.3.0" : "",
        "labels",
        declared ? row.labels().stream().sorted().toList() : List.of(),
        "description",
        "",
        "ephemeral",
        row.ephemeral());
  }

  private static String uuid(String of) {
    return UUID.nameUUIDFromBytes(of.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
