package io.github.ciautoscaler.settings;

import io.github.ciautoscaler.fleet.Patience;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/** How many machines there may be, and when one is launched and given back. */
public final class ScalingKeys {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);

  /** A termination takes five passes, which must fit well into an hour. */
  private static final Duration SLOWEST_POLL = Duration.ofMinutes(5);

  public static final Setting<Integer> MAX_NODES =
      Setting.original(
              "MAX_NODES",
              Numbers.COUNT.then(ScalingKeys::notZero),
              "The most machines at any time. 0: nothing is launched.")
          .byDefault("5");

  public static final Setting<Integer> MAX_JOBS =
      Setting.ours(
          "MAX_JOBS",
          Numbers.COUNT.then(ScalingKeys::atLeastOneJob),
          "The most jobs at once on all machines together, counted by their slots: none is launched"
              + " whose slots would be more. Without it: no limit.");

  public static final Setting<BigDecimal> SPEND_PER_HOUR =
      Setting.ours(
              "SPEND_PER_HOUR",
              Numbers.AMOUNT,
              "What all machines together may cost an hour, net, in the account's currency: none is"
                  + " launched that would cost more. Without it: no limit.")
          .at("spend.per-hour");

  public static final Setting<BigDecimal> SPEND_PER_DAY =
      Setting.ours(
              "SPEND_PER_DAY",
              Numbers.AMOUNT,
              "The same for the hours that began since midnight UTC. Machines that are there stay"
                  + " as long as they are needed. Without it: no limit.")
          .at("spend.per-day");

  public static final Setting<Duration> POLL_INTERVAL_SECS =
      Setting.original(
              "POLL_INTERVAL_SECS",
              Numbers.SECONDS.then(ScalingKeys::inTime),
              "Seconds from one pass to the next. 0 is taken as 1, more than 300 as 300.")
          .byDefault("5");

  public static final Setting<Duration> IDLE_TIMEOUT_MINS =
      Setting.original(
              "IDLE_TIMEOUT_MINS",
              Numbers.MINUTES,
              "Minutes that a machine must have been idle before it goes; cut short where it would"
                  + " roll into another paid hour.")
          .byDefault("5");

  public static final Setting<Duration> BILLING_WINDOW_MINS =
      Setting.original(
              "BILLING_WINDOW_MINS",
              Numbers.MINUTES.then(ScalingKeys::withinTheHour),
              "An idle machine goes only in the last so many minutes of its paid hour. 60 and more:"
                  + " at any time. 0: never.")
          .byDefault("5");

  public static final Setting<Duration> PROVISIONING_TIMEOUT_SECS =
      Setting.original(
              "PROVISIONING_TIMEOUT_SECS",
              Numbers.SECONDS.then(ScalingKeys::longEnoughToBoot),
              "Seconds that a new machine may take until it serves jobs, before it is given up.")
          .byDefault("600");

  public static final Setting<Duration> PLACEMENT_COOLDOWN_SECS =
      Setting.original(
              "PLACEMENT_COOLDOWN_SECS",
              Numbers.SECONDS,
              "Seconds that a type at a location is skipped after Hetzner had none.")
          .byDefault("300");

  public static final Setting<Patience> SCALE_UP_PATIENCE =
      Setting.ours(
              "SCALE_UP_PATIENCE",
              Patiences.PATIENCE,
              "How long a queued job may wait for a busy machine whose job is expected to end,"
                  + " before a new one is launched for it: `none`, `boot` for one and a half times"
                  + " as long as the pool's machines take to boot, as measured, or seconds.")
          .byDefault("boot");

  public static final Setting<Boolean> COUNT_UNLABELLED_JOBS =
      Setting.ours(
              "COUNT_UNLABELLED_JOBS",
              Texts.FLAG,
              "Whether queued jobs without labels ask for a machine.")
          .byDefault("false");

  static final List<Setting<?>> ALL =
      List.of(
          MAX_NODES,
          MAX_JOBS,
          SPEND_PER_HOUR,
          SPEND_PER_DAY,
          POLL_INTERVAL_SECS,
          IDLE_TIMEOUT_MINS,
          BILLING_WINDOW_MINS,
          PROVISIONING_TIMEOUT_SECS,
          PLACEMENT_COOLDOWN_SECS,
          SCALE_UP_PATIENCE,
          COUNT_UNLABELLED_JOBS);

  private ScalingKeys() {}

  private static Integer notZero(Integer maximum, Remarks remarks) {
    if (maximum == 0) {
      remarks.odd("is 0: nothing is launched, whatever waits");
    }
    return maximum;
  }

  private static Integer atLeastOneJob(Integer most, Remarks remarks) {
    if (most == 0) {
      remarks.odd("is 0: nothing is launched, whatever waits");
    }
    return most;
  }

  private static Duration inTime(Duration interval, Remarks remarks) {
    if (interval.isZero()) {
      remarks.odd("is 0, which is taken as 1");
      return SECOND;
    }
    if (interval.compareTo(SLOWEST_POLL) > 0) {
      remarks.odd(
          "is above 300, which it is taken as: a slower loop gives no machine back in time");
      return SLOWEST_POLL;
    }
    return interval;
  }

  static Duration withinTheHour(Duration window, Remarks remarks) {
    if (window.isZero()) {
      remarks.odd("is 0: no machine is ever given back");
    } else if (window.compareTo(HOUR) >= 0) {
      remarks.odd(
          "is an hour or more: idle machines go at any time, not at the end of their paid hour");
    }
    return window;
  }

  static Duration longEnoughToBoot(Duration timeout, Remarks remarks) {
    if (timeout.compareTo(MINUTE) < 0) {
      remarks.odd(
          "is below a minute: most machines take longer to boot, and are paid for and given up");
    }
    return timeout;
  }
}
