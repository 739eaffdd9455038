package io.github.ciautoscaler.sandbox.kubernetes;

import io.github.ciautoscaler.sandbox.wire.Json;
import io.github.ciautoscaler.sandbox.wire.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** The Status objects by which an API server says what went wrong, or that a delete was done. */
final class Status {

  private Status() {}

  static Refused refuse(int code, String reason, String message, Map<String, Object> details) {
    ObjectNode body = head("Failure");
    body.put("message", message).put("reason", reason);
    if (!details.isEmpty()) {
      body.set("details", Json.of(details));
    }
    return new Refused(Response.json(code, body.put("code", code)));
  }

  static Refused unauthorized() {
    return refuse(401, "Unauthorized", "Unauthorized", Map.of());
  }

  static Refused badRequest(String message) {
    return refuse(400, "BadRequest", message, Map.of());
  }

  static Refused invalid(String message) {
    return refuse(422, "Invalid", message, Map.of());
  }

  /** What a real server would do and the sandbox does not. */
  static Refused unsupported(String message) {
    return refuse(405, "MethodNotAllowed", message, Map.of());
  }

  static Refused unsupportedMediaType(String accepted) {
    return refuse(
        415,
        "UnsupportedMediaType",
        "the body of the request was in an unknown format - accepted media types include: "
            + accepted,
        Map.of());
  }

  static Refused notFound(ApiKind kind, String name) {
    return refuse(
        404,
        "NotFound",
        "%s \"%s\" not found".formatted(kind.qualified(), name),
        details(kind, name));
  }

  /** A path that the server does not have. */
  static Refused noSuchPath() {
    return refuse(404, "NotFound", "the server could not find the requested resource", Map.of());
  }

  static Refused alreadyExists(ApiKind kind, String name) {
    return refuse(
        409,
        "AlreadyExists",
        "%s \"%s\" already exists".formatted(kind.qualified(), name),
        details(kind, name));
  }

  static Refused modified(ApiKind kind, String name) {
    return conflict(
        kind,
        name,
        "the object has been modified; please apply your changes to the latest version and try again");
  }

  static Refused wrongPrecondition(
      ApiKind kind, String name, String what, String wanted, String is) {
    return conflict(
        kind,
        name,
        "Precondition failed: %1$s in precondition: %2$s, %1$s in object meta: %3$s"
            .formatted(what, wanted, is));
  }

  private static Refused conflict(ApiKind kind, String name, String why) {
    String message =
        "Operation cannot be fulfilled on %s \"%s\": %s".formatted(kind.qualified(), name, why);
    return refuse(409, "Conflict", message, details(kind, name));
  }

  /** An eviction that a disruption budget does not allow now. */
  static Refused budget(String why) {
    return refuse(
        429,
        "TooManyRequests",
        "Cannot evict pod as it would violate the pod's disruption budget.",
        Map.of("causes", List.of(Json.object("reason", "DisruptionBudget", "message", why))));
  }

  /** What a watch sends whose version is no longer known. */
  static ObjectNode expired(long version) {
    return head("Failure")
        .put("message", "too old resource version: " + version)
        .put("reason", "Expired")
        .put("code", 410);
  }

  /** For a continue token whose list is no longer known. */
  static Refused expiredContinue() {
    return refuse(
        410,
        "Expired",
        "The provided continue parameter is too old to display a consistent list result.",
        Map.of());
  }

  static Response deleted(ApiKind kind, String name, String uid) {
    Map<String, Object> details = details(kind, name);
    details.put("uid", uid);
    ObjectNode body = head("Success");
    body.set("details", Json.of(details));
    return Response.json(200, body);
  }

  static Response evicted() {
    return Response.json(201, head("Success").put("code", 201));
  }

  private static ObjectNode head(String status) {
    return Json.object(
        "kind", "Status", "apiVersion", "v1", "metadata", Json.object(), "status", status);
  }

  private static Map<String, Object> details(ApiKind kind, String name) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("name", name);
    if (!kind.group().isEmpty()) {
      details.put("group", kind.group());
    }
    details.put("kind", kind.plural());
    return details;
  }

  /** Ends a request with this answer. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Response response;

    Refused(Response response) {
      super(null, null, false, false);
      this.response = response;
    }

    Response response() {
      return response;
    }
  }
}
