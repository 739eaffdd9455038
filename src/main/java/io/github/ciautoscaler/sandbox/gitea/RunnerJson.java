package io.github.ciautoscaler.sandbox.gitea;

import io.github.ciautoscaler.sandbox.wire.Json;
import io.github.ciautoscaler.simulator.RunnerRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** A runner row as Gitea writes it. */
final class RunnerJson {

  private RunnerJson() {}

  /**
   * @param knowsDisable whether this version knows disabled runners (1.26 and later)
   */
  static ObjectNode of(RunnerRow row, Instant now, boolean knowsDisable, StatusWords words) {
    ObjectNode json =
        Json.object(
            "id",
            row.id(),
            "name",
            row.name(),
            "status",
            words.of(row, now),
            "busy",
            row.busy(now));
    if (knowsDisable) {
      json.put("disabled", row.disabled());
    }
    json.put("ephemeral", row.ephemeral());
    json.set("labels", Json.array(labels(row)));
    return json;
  }

  private static List<ObjectNode> labels(RunnerRow row) {
    List<ObjectNode> labels = new ArrayList<>();
    for (String name : row.labels().stream().sorted().toList()) {
      labels.add(Json.object("id", labels.size(), "name", name, "type", "custom"));
    }
    return labels;
  }
}
