package io.github.ciautoscaler.forge;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What one delivery tells of the queue.
 *
 * @param queuedJob the id of a job that could run now; empty where it names none
 * @param wakes whether there may be work that was not there before
 */
record HookEvent(String name, Optional<Long> queuedJob, boolean wakes) {

  private static final String JOB = "workflow_job";

  /** Gitea's and Forgejo's events after which jobs may be queued that nothing announces. */
  private static final Set<String> HINTS =
      Set.of(
          "workflow_run",
          "action_run_success",
          "action_run_failure",
          "action_run_recover",
          "push",
          "create",
          "pull_request",
          "pull_request_sync",
          "release");

  private static final JsonMapper JSON = new JsonMapper();

  /** Empty where the body is not what belongs to such an event. */
  static Optional<HookEvent> of(String name, byte[] body) {
    String event = name.toLowerCase(Locale.ROOT);
    return object(body)
        .flatMap(json ->
            event.equals(JOB)
                ? job(json)
                : Optional.of(
                    new HookEvent(shown(event), Optional.empty(), HINTS.contains(event))));
  }

  private static Optional<HookEvent> job(JsonNode json) {
    JsonNode id = json.path(JOB).path("id");
    JsonNode action = json.path("action");
    if (!id.isIntegralNumber()
        || !id.canConvertToLong()
        || id.asLong() <= 0
        || !action.isString()) {
      return Optional.empty();
    }
    boolean queued = JobWord.of(action.stringValue(), JobWord.BLOCKED) == JobWord.QUEUED;
    Optional<Long> job = queued ? Optional.of(id.asLong()) : Optional.empty();
    return Optional.of(new HookEvent(JOB, job, queued));
  }

  private static Optional<JsonNode> object(byte[] body) {
    try {
      return Optional.of(JSON.readTree(body)).filter(JsonNode::isObject);
    } catch (JacksonException garbled) {
      return Optional.empty();
    }
  }

  /** A word of the forge's, or none: somebody else's text is not repeated. */
  private static String shown(String event) {
    return event.matches("[a-z_]{1,40}") ? event : "unknown";
  }
}
