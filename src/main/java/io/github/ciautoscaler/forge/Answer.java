package io.github.ciautoscaler.forge;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** What came back, of whatever status and content: an error page is an answer like any other. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Answer(int status, HttpHeaders headers, byte[] body) {

  private static final JsonMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();
  private static final int LONGEST_QUOTE = 300;

  boolean isOk() {
    return status >= 200 && status < 300;
  }

  /** The body as this type; empty when it is something else. */
  <T> Optional<T> as(Class<T> type) {
    try {
      return Optional.ofNullable(JSON.readValue(body, type));
    } catch (JacksonException somethingElse) {
      return Optional.empty();
    }
  }

  /** Whether the body is the word {@code null}, as some lists are when they are empty. */
  boolean isNull() {
    return new String(body, java.nio.charset.StandardCharsets.UTF_8).strip().equals("null");
  }

  /** Gitea's own error sentence; empty when somebody else answered, such as a proxy or a router. */
  Optional<String> giteaMessage() {
    return as(Wire.Error.class).map(Wire.Error::message).map(Answer::quotable);
  }

  /** The status in words, with Gitea's sentence where there is one. */
  String describe() {
    HttpStatus known = HttpStatus.resolve(status);
    String words = known == null ? String.valueOf(status) : status + " " + known.getReasonPhrase();
    return words + giteaMessage().filter(said -> !said.isEmpty()).map(it -> ": " + it).orElse("");
  }

  @Nullable String header(String name) {
    String value = headers.getFirst(name);
    return value == null ? null : quotable(value);
  }

  private static String quotable(String text) {
    String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + "...";
  }
}
