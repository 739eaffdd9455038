package io.github.ciautoscaler.plan;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A rule that was asked, and what it answered.
 *
 * @param rule its name, such as hour-end
 * @param question what it asks, for people
 * @param decides whether its answer was the one that held
 * @param reason why it answers so; null where it has nothing to say
 */
public record Asked(
    String rule, String question, Says says, boolean decides, @Nullable Reason reason) {

  /** What a rule can answer. */
  public enum Says {
    /** It is not about this one. */
    NO_OPINION,
    YES,
    NO,
    /** The machine stays, whatever later rules say. */
    KEEP,
    /** The machine stays for now, and goes later if nothing changes. */
    WAIT,
    TERMINATE,
    /** The machine was on its way out, and stays. */
    CANCEL,
    /** The termination goes on. */
    GO_ON,
    /** Nothing is launched. */
    AGAINST,
    /** This step is done, or is not needed. */
    PASSED,
    /** This step is done now, or waited for. */
    HOLDS;

    /** As it is shown: no-opinion. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** The same, of one of several pools. */
  Asked of(String pool) {
    return new Asked(rule, "Pool " + pool + ": " + question, says, decides, reason);
  }

  /** The name of a rule: of HourEndRule hour-end. */
  static String nameOf(Class<?> rule, String ending) {
    String name = rule.getSimpleName();
    String bare = name.endsWith(ending) ? name.substring(0, name.length() - ending.length()) : name;
    return bare.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }
}
