package io.github.ciautoscaler.api;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The catalogue of problems, each with its status and what it is called. */
enum ProblemKind {
  MALFORMED_REQUEST(400, "The request is malformed"),
  INVALID_REQUEST(400, "The request is not valid"),
  UNAUTHORIZED(401, "A valid token is needed"),
  FORBIDDEN(403, "It is not yours to do"),
  WRITES_DISABLED(403, "Writes are disabled"),
  WEBHOOK_OFF(403, "The webhook is not set up"),
  NOT_SIGNED(401, "The delivery is not signed with our secret"),
  FOREIGN_ORIGIN(403, "Requests from other origins are refused"),
  NOT_FOUND(404, "There is no such thing"),
  METHOD_NOT_ALLOWED(405, "This method is not allowed here"),
  NOT_ACCEPTABLE(406, "No acceptable form"),
  CONFLICT(409, "It cannot be done now"),
  BODY_TOO_LARGE(413, "The body is too large"),
  UNSUPPORTED_MEDIA_TYPE(415, "The body must be JSON"),
  IDEMPOTENCY_KEY_REUSED(422, "This Idempotency-Key was used for another request"),
  INTERNAL(500, "Something went wrong here"),
  UNAVAILABLE(503, "It cannot be recorded now"),
  REFUSED(0, "The request was refused");

  private final int status;
  private final String title;

  ProblemKind(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /** The kind that a bare status stands for. */
  static ProblemKind of(int status) {
    return switch (status) {
      case 400 -> MALFORMED_REQUEST;
      case 401 -> UNAUTHORIZED;
      case 404 -> NOT_FOUND;
      case 405 -> METHOD_NOT_ALLOWED;
      case 406 -> NOT_ACCEPTABLE;
      case 413 -> BODY_TOO_LARGE;
      case 415 -> UNSUPPORTED_MEDIA_TYPE;
      case 503 -> UNAVAILABLE;
      default -> status >= 500 ? INTERNAL : REFUSED;
    };
  }

  int status() {
    return status;
  }

  String type() {
    return "urn:ci-autoscaler:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Problem problem(String detail, @Nullable String instance) {
    return problem(status, detail, instance, List.of());
  }

  Problem problem(
      int actualStatus, String detail, @Nullable String instance, List<Problem.Fault> errors) {
    return new Problem(type(), title, actualStatus, detail, instance, errors);
  }
}
