package io.github.ciautoscaler.app.settings;

import io.github.ciautoscaler.fleet.Period;
import io.github.ciautoscaler.fleet.WarmCapacity;
import io.github.ciautoscaler.fleet.WarmCapacity.Entry;
import io.github.ciautoscaler.fleet.WarmCapacity.Scaling;
import io.github.ciautoscaler.settings.CapacityKeys;
import io.github.ciautoscaler.settings.Values;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes a pool's warm capacity of what its file says.
 *
 * @param most how many slots the pool may have
 */
record WarmReader(int most) {

  /** Cron repeats itself after as many years, leap days on a given weekday included. */
  private static final Instant ANY_TIME = Instant.parse("2026-01-01T00:00:00Z");

  WarmCapacity capacity(List<Values> entries) {
    return new WarmCapacity(entries.stream().map(this::entry).toList());
  }

  private Entry entry(Values values) {
    int idle = values.get(CapacityKeys.IDLE_COUNT);
    if (idle > most) {
      values.odd(
          CapacityKeys.IDLE_COUNT,
          "is " + idle + ", and the pool has " + most + " slots at most, those in use included");
    }
    return new Entry(
        periods(values), idle, scaling(values), values.find(CapacityKeys.IDLE_TIME).orElse(null));
  }

  private Scaling scaling(Values values) {
    int limit = values.find(CapacityKeys.SCALE_FACTOR_LIMIT).orElse(most);
    Optional<Double> factor = values.find(CapacityKeys.SCALE_FACTOR);
    if (factor.isEmpty() && values.find(CapacityKeys.SCALE_FACTOR_LIMIT).isPresent()) {
      values.odd(CapacityKeys.SCALE_FACTOR_LIMIT, "has no effect without scale-factor");
    }
    return factor.map(it -> new Scaling(it, limit)).orElse(Scaling.NONE);
  }

  private static List<Period> periods(Values values) {
    ZoneId zone = zone(values);
    List<Period> periods = new ArrayList<>();
    for (String text : values.get(CapacityKeys.PERIODS)) {
      try {
        CronPeriod period = new CronPeriod(text, zone);
        check(period, values);
        periods.add(period);
      } catch (IllegalArgumentException notCron) {
        values.problem(
            CapacityKeys.PERIODS,
            "has '" + text + "', which is no period: " + notCron.getMessage(),
            "Write five fields, as in * 7-19 * * MON-FRI.");
      }
    }
    return periods;
  }

  private static void check(CronPeriod period, Values values) {
    if (period.next(ANY_TIME) == null) {
      values.problem(
          CapacityKeys.PERIODS,
          "has '" + period.text() + "', which no minute ever matches",
          "Correct its day and month.");
    } else if (period.namesBothDays()) {
      values.odd(
          CapacityKeys.PERIODS,
          "has '"
              + period.text()
              + "' with a day of the month and a day of the week: only days on which both match"
              + " count");
    }
  }

  private static ZoneId zone(Values values) {
    String text = values.get(CapacityKeys.TIME_ZONE);
    try {
      return ZoneId.of(text);
    } catch (DateTimeException unknown) {
      values.problem(
          CapacityKeys.TIME_ZONE,
          "is '" + text + "', which is no time zone",
          "Write a name as in Europe/Berlin, or UTC.");
      return ZoneOffset.UTC;
    }
  }
}
