package io.github.ciautoscaler.http;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** What came back, of whatever status and content: an error page is a reply like any other. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Reply(int status, HttpHeaders headers, byte[] body) {

  /** Gitea and Hetzner both write their names so. */
  static final JsonMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  private static final int LONGEST_HEADER = 300;

  /** Whether the status is 2xx. */
  public boolean isOk() {
    return status >= 200 && status < 300;
  }

  /** The JSON body as this type; empty when it is something else. */
  public <T> Optional<T> as(Class<T> type) {
    try {
      return Optional.ofNullable(JSON.readValue(body, type));
    } catch (JacksonException somethingElse) {
      // Its message may quote the body.
      return Optional.empty();
    }
  }

  /** Whether the body is the word {@code null}, as some lists are when they are empty. */
  public boolean isNull() {
    return new String(body, StandardCharsets.UTF_8).strip().equals("null");
  }

  /** The first header of this name, fit to be shown. */
  public @Nullable String header(String name) {
    String value = headers.getFirst(name);
    return value == null ? null : OneLine.of(value, LONGEST_HEADER);
  }

  /** How long the server asks us to wait; null where it does not. */
  public @Nullable Duration retryAfter() {
    return RetryAfter.of(header(HttpHeaders.RETRY_AFTER));
  }
}
