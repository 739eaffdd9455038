package io.github.ciautoscaler.sandbox.hetzner;

import io.github.ciautoscaler.sandbox.wire.Json;
import io.github.ciautoscaler.sandbox.wire.Response;
import io.github.ciautoscaler.simulator.CloudAnswer;
import io.github.ciautoscaler.simulator.RequestBucket;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ends a request with one of the API's errors. */
final class HetznerError extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private final transient Response response;

  private HetznerError(int status, String code, String message, @Nullable Object details) {
    super(null, null, false, false);
    this.response =
        Response.json(
            status,
            Json.object(
                "error", Json.object("code", code, "message", message, "details", details)));
  }

  Response response() {
    return response;
  }

  static HetznerError of(int status, String code, String message) {
    return new HetznerError(status, code, message, null);
  }

  static HetznerError unauthorized() {
    return of(401, "unauthorized", "unable to authenticate");
  }

  static HetznerError notFound(String what, Object id) {
    return of(404, "not_found", "%s with ID '%s' not found".formatted(what, id));
  }

  static HetznerError invalid(String field, String problem) {
    return new HetznerError(
        422,
        "invalid_input",
        "invalid input in field '%s': %s".formatted(field, problem),
        Map.of("fields", List.of(Json.object("name", field, "messages", List.of(problem)))));
  }

  /** What the world refused. */
  static HetznerError of(CloudAnswer.Refused refused) {
    return new HetznerError(
        refused.status(),
        refused.code(),
        refused.message(),
        refused.limit() == null
            ? null
            : Map.of("limits", List.of(Json.object("name", refused.limit()))));
  }

  static HetznerError rateLimited() {
    return of(
        429,
        "rate_limit_exceeded",
        "limit of %d requests per hour reached".formatted(RequestBucket.LIMIT));
  }
}
