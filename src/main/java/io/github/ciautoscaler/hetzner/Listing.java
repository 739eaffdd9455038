package io.github.ciautoscaler.hetzner;

import io.github.ciautoscaler.hetzner.Answer.CallFailure;
import io.github.ciautoscaler.http.PageWalk;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * All pages of one list, and whether they fit together.
 *
 * @param <T> wire form of an item
 */
sealed interface Listing<T> {

  /** As many as the largest page may hold. */
  int PER_PAGE = 50;

  /** What was read, each item once. */
  List<T> items();

  /** Everything there was: as many distinct ids as the total, which was the same on every page. */
  record Whole<T>(List<T> items) implements Listing<T> {}

  /** It changed while it was read, or does not prove that it is all. */
  record Moved<T>(List<T> items, String problem) implements Listing<T> {}

  /** A page failed; the items are those of the pages before it. */
  record Broken<T>(List<T> items, CallFailure failure) implements Listing<T> {}

  /** Asks for one page, counted from 1; never fails, as a failure is an answer. */
  interface Pages<T extends PageWire.Item> {
    Mono<? extends Answer<? extends PageWire<T>>> read(int page);
  }

  /** Reads page after page until the last one says so, or one fails. */
  static <T extends PageWire.Item> Listing<T> read(String what, Pages<T> pages) {
    ListWalk<T> walk = new ListWalk<>("GET " + what, pages);
    try {
      PageWalk.through(walk, null);
    } catch (RuntimeException broken) {
      if (!Thread.currentThread().isInterrupted()) {
        throw broken;
      }
      walk.interrupted();
    }
    return walk.seen();
  }
}
