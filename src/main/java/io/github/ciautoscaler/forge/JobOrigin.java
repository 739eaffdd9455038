package io.github.ciautoscaler.forge;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/** Where a job comes from, and when, out of what Gitea writes. */
final class JobOrigin {

  /** A job has no field for its repository; the path of its own URL has owner and name. */
  private static final Pattern REPOSITORY =
      Pattern.compile(".*/repos/([^/?#]+)/([^/?#]+)/actions/.*");

  private JobOrigin() {}

  /** Owner and name; null where the URL has none. */
  static @Nullable String repository(@Nullable String url) {
    Matcher path = REPOSITORY.matcher(url == null ? "" : url);
    if (!path.matches()) {
      return null;
    }
    try {
      return UriUtils.decode(path.group(1) + "/" + path.group(2), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Null for a time that is not set: the first year of the epoch, or of the calendar. */
  static @Nullable Instant time(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      OffsetDateTime time = OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC);
      return time.getYear() <= 1970 ? null : time.toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
