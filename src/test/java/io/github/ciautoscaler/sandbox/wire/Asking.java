package io.github.ciautoscaler.sandbox.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Asks a face without a socket, and reads recorded exchanges to compare with. */
public record Asking(Face face, String token) {

  public Response get(String path) {
    return ask("GET", path, "");
  }

  public Response ask(String method, String path, String body) {
    return ask(method, path, body, "application/json");
  }

  public Response ask(String method, String path, String body, String contentType) {
    Map<String, String> headers = new HashMap<>();
    headers.put("Host", "127.0.0.1:1234");
    headers.put("Content-Type", contentType);
    if (!token.isEmpty()) {
      headers.put("Authorization", "Bearer " + token);
    }
    return face.answer(Request.of(method, URI.create(path), headers, body, "http"));
  }

  public Asking as(String other) {
    return new Asking(face, other);
  }

  public static JsonNode body(Response response) {
    return Json.parse(String.valueOf(response.body())).orElseThrow();
  }

  /** For example {@code gitea-1.26.3/error-405.json}. */
  public static JsonNode recorded(String file) {
    try (InputStream in = Asking.class.getResourceAsStream("/" + file)) {
      if (in == null) {
        throw new IllegalArgumentException("no recording " + file);
      }
      return Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)).orElseThrow();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Asks what was asked when this was recorded. */
  public Response repeat(JsonNode recording) {
    JsonNode request = recording.path("request");
    JsonNode body = request.path("body");
    return ask(
        request.path("method").asString(),
        request.path("path").asString(),
        body.isMissingNode() ? "" : body.toString(),
        request.path("contentType").asString("application/json"));
  }

  public static Set<String> fields(JsonNode object) {
    return new TreeSet<>(object.propertyNames());
  }
}
