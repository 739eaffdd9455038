package io.github.ciautoscaler.app.logging;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.springframework.boot.json.JsonWriter.Members;
import org.springframework.boot.logging.structured.StructuredLoggingJsonMembersCustomizer;

/** Cuts the times of JSON log lines to milliseconds: some collectors refuse more. */
public final class MillisecondTimes implements StructuredLoggingJsonMembersCustomizer<Object> {

  private static final String WHEN = "@timestamp";

  private static final Pattern FINER = Pattern.compile("(\\.\\d{3})\\d+");

  @Override
  public void customize(Members<Object> members) {
    members.applyingValueProcessor((path, value) -> {
      if (value instanceof Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS);
      }
      return value instanceof String text && WHEN.equals(path.name())
          ? FINER.matcher(text).replaceFirst("$1")
          : value;
    });
  }
}
