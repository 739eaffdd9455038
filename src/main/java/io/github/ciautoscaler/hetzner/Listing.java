package io.github.ciautoscaler.hetzner;

import io.github.ciautoscaler.hetzner.Answer.CallFailure;
import io.github.ciautoscaler.hetzner.Answer.Failed;
import io.github.ciautoscaler.hetzner.Answer.Garbled;
import io.github.ciautoscaler.hetzner.Answer.Ok;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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

  /** Asks for one page, counted from 1. */
  interface Pages<T extends PageWire.Item> {
    Answer<? extends PageWire<T>> read(int page);
  }

  /** Reads page after page until the last one says so, or one fails. */
  static <T extends PageWire.Item> Listing<T> read(String what, Pages<T> pages) {
    Map<Long, T> byId = new LinkedHashMap<>();
    Long total = null;
    boolean steady = true;
    int page = 1;
    while (true) {
      switch (pages.read(page)) {
        case Failed<? extends PageWire<T>>(CallFailure failure) -> {
          return new Broken<>(List.copyOf(byId.values()), failure);
        }
        case Ok<? extends PageWire<T>>(PageWire<T> body) -> {
          List<T> items = body.items();
          Integer next = body.nextPage();
          if (items == null || (next != null && next <= page)) {
            Garbled garbled =
                new Garbled("GET " + what, "page " + page + " is not a page of a list");
            return new Broken<>(List.copyOf(byId.values()), garbled);
          }
          steady &= page == 1 || Objects.equals(total, body.totalEntries());
          total = body.totalEntries();
          collect(items, byId);
          if (next == null) {
            return judged(List.copyOf(byId.values()), total, steady, page);
          }
          page = next;
        }
      }
    }
  }

  private static <T extends PageWire.Item> void collect(List<T> items, Map<Long, T> byId) {
    for (T item : items) {
      Long id = item == null ? null : item.id();
      if (id != null) {
        byId.put(id, item);
      }
    }
  }

  private static <T> Listing<T> judged(
      List<T> items, @Nullable Long total, boolean steady, int lastPage) {
    if (!steady) {
      return new Moved<>(items, "the total changed between pages");
    }
    if (total == null) {
      // Without a total, only a list that fits one page is surely all there is.
      return lastPage == 1 && items.size() < PER_PAGE
          ? new Whole<>(items)
          : new Moved<>(items, "the list does not say its total");
    }
    return total == items.size()
        ? new Whole<>(items)
        : new Moved<>(items, items.size() + " distinct entries came of " + total);
  }
}
