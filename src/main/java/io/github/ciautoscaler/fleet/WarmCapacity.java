package io.github.ciautoscaler.fleet;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Slots that a pool holds ready for jobs that are not there yet, by the time of day. As GitLab's
 * taskscaler has it: of several entries whose period it is, the last one holds.
 */
public record WarmCapacity(List<Entry> entries) {

  public static final WarmCapacity NONE = new WarmCapacity(List.of());

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int MINUTES_OF_A_WEEK = 7 * 24 * 60;

  public WarmCapacity {
    entries = List.copyOf(entries);
  }

  /** The entry in force; null where no period covers this moment. */
  public @Nullable Entry at(Instant now) {
    return entries.reversed().stream()
        .filter(entry -> entry.periods.stream().anyMatch(period -> period.covers(now)))
        .findFirst()
        .orElse(null);
  }

  /** When what holds now began to hold; empty where it has for more than a week. */
  public Optional<Instant> since(Instant now) {
    return change(now.truncatedTo(ChronoUnit.MINUTES), -1).map(last -> last.plus(MINUTE));
  }

  /** When something else holds; empty where that is more than a week away. */
  public Optional<Instant> nextChange(Instant now) {
    return change(now.truncatedTo(ChronoUnit.MINUTES), 1);
  }

  /** The first minute in this direction in which another entry is in force, or none is. */
  private Optional<Instant> change(Instant now, int direction) {
    Entry here = at(now);
    return entries.isEmpty()
        ? Optional.empty()
        : IntStream.rangeClosed(1, MINUTES_OF_A_WEEK)
            .mapToObj(minutes -> now.plus(MINUTE.multipliedBy((long) direction * minutes)))
            .filter(then -> at(then) != here)
            .findFirst();
  }

  /**
   * How many slots are to be free at a time.
   *
   * @param idleSlots at least so many
   * @param scaling by how many are in use
   * @param idle how long a machine stays idle while this holds; null: as long as the pool says
   */
  public record Entry(
      List<Period> periods, int idleSlots, Scaling scaling, @Nullable Duration idle) {

    public Entry {
      periods = List.copyOf(periods);
    }

    /** How many are to be free while so many are in use. */
    public int wanted(int inUse) {
      return Math.max(idleSlots, scaling.wanted(inUse));
    }
  }

  /**
   * Free slots in proportion to those in use, rounded up.
   *
   * @param factor free slots for each one in use; 0: none
   * @param limit never more than this
   */
  public record Scaling(double factor, int limit) {
    public static final Scaling NONE = new Scaling(0, 0);

    int wanted(int inUse) {
      return Math.min((int) Math.ceil(factor * inUse), limit);
    }
  }
}
