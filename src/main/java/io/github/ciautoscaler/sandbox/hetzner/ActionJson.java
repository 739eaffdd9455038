package io.github.ciautoscaler.sandbox.hetzner;

import io.github.ciautoscaler.sandbox.wire.Json;
import io.github.ciautoscaler.simulator.CloudAction;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** An action as the API writes it. */
final class ActionJson {

  private ActionJson() {}

  static ObjectNode of(CloudAction action) {
    boolean failed = action.status().equals("error");
    return Json.object(
        "id",
        action.id(),
        "command",
        action.command(),
        "status",
        action.status(),
        "progress",
        action.progress(),
        "started",
        action.started(),
        "finished",
        action.finished(),
        "resources",
        List.of(Json.object("id", action.serverId(), "type", "server")),
        "error",
        failed ? Json.object("code", "action_failed", "message", "Action failed") : null);
  }
}
