package io.github.ciautoscaler.sandbox.gitea;

import io.github.ciautoscaler.sandbox.wire.Face;
import io.github.ciautoscaler.sandbox.wire.Json;
import io.github.ciautoscaler.sandbox.wire.Request;
import io.github.ciautoscaler.sandbox.wire.Response;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Gitea's error answers, in its words. */
final class GiteaError {

  private GiteaError() {}

  static Response of(int status, String message, Request request) {
    return json(status, Json.object("message", message, "url", swagger(request)));
  }

  static Response runnerNotFound(Request request) {
    return json(
        404, Json.object("errors", null, "message", "Runner not found", "url", swagger(request)));
  }

  static Response missingScope(String required, String has, Request request) {
    return of(
        403,
        "token does not have at least one of required scope(s), required=[%s], token scope=%s"
            .formatted(required, has),
        request);
  }

  /** An unknown path is answered by the router, not by the API. */
  static Response noSuchPath() {
    return Response.text(404, "text/plain; charset=utf-8", "404 page not found\n");
  }

  static Response wrongMethod(List<String> allowed) {
    return Response.empty(405).with("Allow", String.join(", ", allowed));
  }

  static Response refusal(Face.Refusal why) {
    return switch (why) {
      case BAD_TOKEN -> plain(401, "invalid username, password or token");
      case TOO_MANY_REQUESTS -> plain(429, "Too many requests");
      case SERVER_ERROR -> plain(500, "");
    };
  }

  private static Response plain(int status, String message) {
    return json(status, Json.object("message", message, "url", "/api/swagger"));
  }

  private static Response json(int status, ObjectNode body) {
    return Response.json(status, body).with("Content-Type", ForgeFace.JSON);
  }

  private static String swagger(Request request) {
    return request.base() + "/api/swagger";
  }
}
