package io.github.ciautoscaler.app.settings;

import io.github.ciautoscaler.fleet.Period;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/**
 * The minutes that a cron expression matches, by the clock of a time zone.
 *
 * @param text five fields: minute, hour, day of the month, month, day of the week
 */
record CronPeriod(String text, ZoneId zone) implements Period {

  private static final int FIELDS = 5;

  /**
   * @throws IllegalArgumentException where the text is no such expression
   */
  CronPeriod {
    int fields = text.strip().split("\\s+").length;
    if (fields != FIELDS) {
      throw new IllegalArgumentException("it has " + fields + " fields");
    }
    try {
      parse(text);
    } catch (IllegalArgumentException wrong) {
      String said = String.valueOf(wrong.getMessage()).replaceFirst("(?s) '.*' in cron.*", "");
      throw new IllegalArgumentException(said, wrong);
    }
  }

  private static CronExpression parse(String text) {
    return CronExpression.parse("0 " + text);
  }

  @Override
  public boolean covers(Instant now) {
    ZonedDateTime minute = now.atZone(zone).truncatedTo(ChronoUnit.MINUTES);
    return minute.equals(parse(text).next(minute.minusSeconds(1)));
  }

  /** When it covers a minute next; null if never. */
  @Nullable ZonedDateTime next(Instant after) {
    return parse(text).next(after.atZone(zone));
  }

  /** Whether both a day of the month and a day of the week are asked for. */
  boolean namesBothDays() {
    String[] fields = text.strip().split("\\s+");
    return !isAny(fields[2]) && !isAny(fields[4]);
  }

  private static boolean isAny(String field) {
    return field.equals("*") || field.equals("?");
  }
}
