package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.JobLengths;
import io.github.ciautoscaler.fleet.JobName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a job that runs is expected to end: as the latest jobs of its name that ran as long as it
 * has; where those are too few, as all jobs that did.
 */
final class JobForecast {

  /** Of so few of its own name nothing follows. */
  static final int ENOUGH_OF_NAME = 3;

  static final int ENOUGH_OF_ALL = 10;

  /** A list is so much younger or older than what it shows. */
  private static final Duration BLUR = Duration.ofSeconds(2);

  private final JobLengths lengths;
  private @Nullable List<Duration> all;

  JobForecast(JobLengths lengths) {
    this.lengths = lengths;
  }

  /**
   * What is expected of one job.
   *
   * @param chance that it ends in time, from 0 to 1
   * @param left how long it runs on, by the middle one of those it is compared with
   */
  record Outlook(double chance, Duration left) {}

  /**
   * Empty where nothing that is known ran so long.
   *
   * @param name null where the forge tells none
   * @param age how long it has run
   * @param within the time that it has
   */
  Optional<Outlook> of(@Nullable JobName name, Duration age, Duration within) {
    List<Duration> own = name == null ? List.of() : lengths.of(name);
    Optional<Outlook> byName =
        own.size() < ENOUGH_OF_NAME
            ? Optional.empty()
            : outlook(own.stream().sorted().toList(), age, within);
    return byName.isPresent() || all().size() < ENOUGH_OF_ALL
        ? byName
        : outlook(all(), age, within);
  }

  private static Optional<Outlook> outlook(List<Duration> sorted, Duration age, Duration within) {
    int from = firstAbove(sorted, age.minus(BLUR));
    int longer = sorted.size() - from;
    if (longer == 0) {
      return Optional.empty();
    }
    int inTime = Math.max(0, firstAbove(sorted, age.plus(within)) - from);
    Duration left = sorted.get(from + longer / 2).minus(age);
    return Optional.of(
        new Outlook((double) inTime / longer, left.isNegative() ? Duration.ZERO : left));
  }

  /** Thousands may be known, and each busy slot asks. */
  private static int firstAbove(List<Duration> sorted, Duration limit) {
    int low = 0;
    int high = sorted.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted.get(middle).compareTo(limit) > 0) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private List<Duration> all() {
    List<Duration> known = all;
    if (known == null) {
      known = lengths.byName().values().stream().flatMap(List::stream).sorted().toList();
      all = known;
    }
    return known;
  }
}
