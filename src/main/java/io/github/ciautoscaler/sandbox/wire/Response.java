package io.github.ciautoscaler.sandbox.wire;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a simulated server answers.
 *
 * @param body null for an answer without one; sent compressed where the header Content-Encoding
 *     says gzip
 * @param lines more lines of an answer that stays open; each call gives what came meanwhile, and
 *     empty ends it
 */
public record Response(
    int status,
    Map<String, String> headers,
    @Nullable String body,
    @Nullable Supplier<Optional<String>> lines) {

  public static Response json(int status, JsonNode body) {
    return text(status, "application/json", body.toString());
  }

  public static Response text(int status, String contentType, String body) {
    return new Response(status, Map.of("Content-Type", contentType), body, null);
  }

  public static Response empty(int status) {
    return new Response(status, Map.of(), null, null);
  }

  /** An answer that stays open and sends what the supplier gives, until it gives empty. */
  public static Response stream(Supplier<Optional<String>> lines) {
    return new Response(200, Map.of("Content-Type", "application/json"), null, lines);
  }

  public Response with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Response(status, more, body, lines);
  }
}
