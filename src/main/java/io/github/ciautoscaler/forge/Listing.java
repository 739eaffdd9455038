package io.github.ciautoscaler.forge;

import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.http.PageWalk;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a whole list, page by page, and says how well that went: rows come and go, and in some
 * lists change places, between one page and the next.
 */
final class Listing<R> {

  /** What Gitea gives at most, unless its owner set less. */
  static final int PAGE_SIZE = 50;

  private static final int LOOKS = 3;

  /** A list beyond this moves during every look: looking again costs more than it tells. */
  private static final int MOST_PAGES_TO_LOOK_AGAIN = 20;

  private static final Duration LONGEST_LOOK = Duration.ofMinutes(2);

  private final Page.Source<R> source;
  private final boolean shuffled;
  private final InstantSource clock;
  private Set<Long> orphans = Set.of();
  private @Nullable ReadFailed failure;

  /**
   * @param shuffled whether rows change places while the list is read (runners, by last contact),
   *     so that one look may see a row twice and miss another. Then looks add up, as long as no
   *     total changed in any of them
   */
  Listing(Page.Source<R> source, boolean shuffled, InstantSource clock) {
    this.source = source;
    this.shuffled = shuffled;
    this.clock = clock;
  }

  Reading<List<R>> read() {
    Instant began = clock.instant();
    Seen<R> all = new Seen<>();
    for (int look = 1; look <= LOOKS; look++) {
      Instant takenAt = clock.instant();
      Seen<R> now = look();
      orphans = now.orphans();
      failure = now.failure();
      if (now.isWhole()) {
        return new Reading.Complete<>(now.rows(), takenAt);
      }
      all.addAll(now);
      if (shuffled && all.isWhole()) {
        return new Reading.Complete<>(all.rows(), began);
      }
      if (now.failure() != null || all.rows().size() > MOST_PAGES_TO_LOOK_AGAIN * PAGE_SIZE) {
        break;
      }
    }
    ReadFailed why = all.failure();
    return why != null && all.sawNothing()
        ? why.at(began)
        : new Reading.Partial<>(all.rows(), began, all.problem());
  }

  /** Rows that the server counts, names and cannot give, as of the latest look. */
  Set<Long> orphans() {
    return orphans;
  }

  /** What broke the latest look; null where nothing did. */
  @Nullable ReadFailed failure() {
    return failure;
  }

  private Seen<R> look() {
    Seen<R> seen = new Seen<>();
    try {
      PageWalk.through(new Look<>(source, seen), LONGEST_LOOK);
    } catch (RuntimeException e) {
      seen.fail(ReadFailed.of(source.name(), e));
    }
    return seen;
  }
}
