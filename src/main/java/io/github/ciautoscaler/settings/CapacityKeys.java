package io.github.ciautoscaler.settings;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * Slots that a pool holds ready, by the time of day, in the words of GitLab's taskscaler: {@code
 * autoscaler.pools[0].capacity[0]}. Of several entries whose period it is, the last one holds.
 */
public final class CapacityKeys {

  public static final Setting<List<String>> PERIODS =
      Setting.field(
              "periods",
              Texts.LINES,
              "When it holds: the minutes that one of these matches, each five fields as cron has"
                  + " them (minute, hour, day of the month, month, day of the week), as in"
                  + " `* 7-19 * * MON-FRI`. Both days given: both must match.")
          .byDefault("* * * * *");

  public static final Setting<String> TIME_ZONE =
      Setting.field("time-zone", Texts.TEXT, "Whose clock, as in `Europe/Berlin`.")
          .byDefault("UTC");

  public static final Setting<Integer> IDLE_COUNT =
      Setting.field(
              "idle-count",
              Numbers.COUNT,
              "How many slots, not machines, are free beside those that queued jobs take.")
          .byDefault("0");

  public static final Setting<Duration> IDLE_TIME =
      Setting.field(
          "idle-time",
          Numbers.DURATION,
          "How long a machine stays idle while it holds, as in `20m` or `1h30m`, as far as its paid"
              + " hour allows. Without it: as the pool says.");

  public static final Setting<Double> SCALE_FACTOR =
      Setting.field(
          "scale-factor",
          Numbers.FACTOR,
          "Free slots for each one in use, rounded up, where that is more than idle-count. Without"
              + " it: idle-count alone.");

  public static final Setting<Integer> SCALE_FACTOR_LIMIT =
      Setting.field(
          "scale-factor-limit",
          Numbers.COUNT,
          "The most free slots that scale-factor asks for. Without it: as many as the pool may have.");

  /** Each entry's values, in order. */
  public static final ObjectList<Values> ENTRIES =
      new ObjectList<>(
          "capacity",
          new Schema(
              List.of(PERIODS, TIME_ZONE, IDLE_COUNT, IDLE_TIME, SCALE_FACTOR, SCALE_FACTOR_LIMIT),
              List.of()),
          Function.identity());

  private CapacityKeys() {}
}
