package io.github.ciautoscaler.sandbox.wire;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a client asked.
 *
 * @param path decoded, without the query
 * @param query decoded, in the order of the request
 * @param headers by lower-case name, the first value of each
 * @param body as text; empty without one
 * @param base scheme, host and port as the client wrote them
 */
public record Request(
    String method,
    String path,
    Map<String, List<String>> query,
    Map<String, String> headers,
    String body,
    String base) {

  public static Request of(
      String method, URI uri, Map<String, String> headers, String body, String scheme) {
    Map<String, String> lower = new LinkedHashMap<>();
    headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
    String base = scheme + "://" + lower.getOrDefault("host", "127.0.0.1");
    return new Request(
        method, uri.getPath(), queryOf(uri.getRawQuery()), Map.copyOf(lower), body, base);
  }

  private static Map<String, List<String>> queryOf(@Nullable String raw) {
    Map<String, List<String>> query = new LinkedHashMap<>();
    if (raw != null && !raw.isEmpty()) {
      for (String pair : raw.split("&")) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        query.computeIfAbsent(decoded(name), _ -> new ArrayList<>()).add(decoded(value));
      }
    }
    return Collections.unmodifiableMap(query);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** Every value given for this name; empty where it is absent. */
  public List<String> all(String name) {
    return query.getOrDefault(name, List.of());
  }

  /** The first value; empty where the name is absent. */
  public Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  /** The first value as a whole number, else the other value. */
  public int number(String name, int otherwise) {
    String value = first(name).orElse("");
    return value.matches("-?\\d{1,9}") ? Integer.parseInt(value) : otherwise;
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /** The token of {@code Authorization: Bearer x} or {@code Authorization: token x}. */
  public Optional<String> token() {
    return header("authorization")
        .map(String::trim)
        .filter(value -> value.toLowerCase(Locale.ROOT).matches("(bearer|token) .+"))
        .map(value -> value.substring(value.indexOf(' ') + 1).trim());
  }

  /** Without headers and body: neither a token nor user-data may surface in a log. */
  @Override
  public String toString() {
    return method + " " + path + (query.isEmpty() ? "" : " " + query);
  }
}
