package io.github.ciautoscaler.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A period is the set of minutes that it matches, on the clock on the wall. */
class CronPeriodTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest(name = "{0} at {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "* * * * *         | 2026-11-26T12:34:56Z | true",
        "* 7-19 * * 1-5    | 2026-11-26T05:59:59Z | false",
        "* 7-19 * * 1-5    | 2026-11-26T06:00:00Z | true",
        "* 7-19 * * 1-5    | 2026-11-26T18:59:59Z | true",
        "* 7-19 * * 1-5    | 2026-11-26T19:00:00Z | false",
        "* 7-19 * * 1-5    | 2026-11-28T12:00:00Z | false",
        "* * * * 0         | 2026-11-29T12:00:00Z | true",
        "* * * * 7         | 2026-11-29T12:00:00Z | true",
        "* * * * SUN       | 2026-11-29T12:00:00Z | true",
        "0,30 9 * * *      | 2026-11-26T08:30:59Z | true",
        "0,30 9 * * *      | 2026-11-26T08:31:00Z | false",
        "*/15 * * * *      | 2026-11-26T08:45:10Z | true",
        // 02:30 does not exist on the day on which summer time begins
        "30 2 * * *        | 2026-03-29T01:30:00Z | false",
        "30 3 * * *        | 2026-03-29T01:30:00Z | true",
        // and exists twice on the day on which it ends
        "30 2 * * *        | 2026-10-25T00:30:00Z | true",
        "30 2 * * *        | 2026-10-25T01:30:00Z | true",
        "* 7-19 * * *      | 2026-03-28T06:00:00Z | true",
        "* 7-19 * * *      | 2026-03-29T05:00:00Z | true",
        "* 7-19 * * *      | 2026-03-29T04:59:59Z | false"
      })
  void which_minutes_belong_to_it(String cron, Instant now, boolean covers) {
    assertThat(new CronPeriod(cron, BERLIN).covers(now)).isEqualTo(covers);
  }
}
