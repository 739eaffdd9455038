package io.github.ciautoscaler.convert;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Pattern;

/** The policies of GitLab's taskscaler, which are the entries of {@code capacity} here. */
record TaskscalerPolicies(List<Part> policies, PoolsYaml yaml) {

  private static final List<String> KEYS =
      List.of(
          "periods",
          "timezone",
          "idle_count",
          "idle_time",
          "scale_factor",
          "scale_factor_limit",
          "preemptive_mode");

  private static final String ALWAYS = "* * * * *";
  private static final Pattern LENGTH = Pattern.compile("(\\d{1,6}h)?(\\d{1,6}m)?(\\d{1,6}s)?");
  private static final int FIELDS = 5;

  void write() {
    if (policies.isEmpty()) {
      return;
    }
    yaml.open("capacity");
    for (Part policy : policies) {
      yaml.openItem();
      write(policy);
      yaml.close();
    }
    yaml.close();
  }

  private void write(Part policy) {
    List<String> periods = periods(policy);
    yaml.list("periods", periods);
    zone(policy, periods);
    yaml.number("idle-count", policy.count("idle_count").orElse(0));
    policy
        .text("idle_time")
        .ifPresent(time -> yaml.text("idle-time", length(policy.at("idle_time"), time)));
    policy
        .factor("scale_factor")
        .filter(factor -> factor > 0)
        .ifPresent(factor -> yaml.factor("scale-factor", factor));
    policy
        .count("scale_factor_limit")
        .filter(limit -> limit > 0)
        .ifPresent(limit -> yaml.number("scale-factor-limit", limit));
    if (policy.has("preemptive_mode")) {
      yaml.note(
          "preemptive_mode: not needed. Jobs wait at the forge, and go before what is held ready.");
    }
    policy.others(KEYS).forEach(key -> yaml.note(key + ": not known, left out."));
  }

  private static List<String> periods(Part policy) {
    List<String> periods = policy.texts("periods");
    for (String period : periods) {
      if (period.strip().split("\\s+").length != FIELDS) {
        throw new BadInput(
            "%s has '%s', which is no five fields of cron."
                .formatted(policy.at("periods"), PoolsYaml.oneLine(period)),
            "Write minute, hour, day of the month, month and day of the week, as in * 7-19 * * 1-5.");
      }
    }
    return periods.isEmpty() ? List.of(ALWAYS) : periods;
  }

  private void zone(Part policy, List<String> periods) {
    String zone = policy.text("timezone").orElse(null);
    if (zone == null) {
      if (!periods.equals(List.of(ALWAYS))) {
        yaml.note(
            "timezone is not given: GitLab takes that of its machine. Without time-zone it is UTC here.");
      }
      return;
    }
    try {
      yaml.text("time-zone", ZoneId.of(zone).getId());
    } catch (DateTimeException unknown) {
      throw new BadInput(
          "%s is '%s', which is no time zone."
              .formatted(policy.at("timezone"), PoolsYaml.oneLine(zone)),
          "Write it as in Europe/Berlin.");
    }
  }

  /** Without the parts that are 0, which Go writes out: 1h0m0s. */
  private static String length(String where, String time) {
    if (time.isBlank() || !LENGTH.matcher(time.strip()).matches()) {
      throw new BadInput(
          "%s is '%s', which is no length of time.".formatted(where, PoolsYaml.oneLine(time)),
          "Write hours, minutes and seconds, as in 1h30m0s.");
    }
    String parts = time.strip().replaceAll("(?<!\\d)0+[hms]", "");
    return parts.isEmpty() ? "0s" : parts;
  }
}
