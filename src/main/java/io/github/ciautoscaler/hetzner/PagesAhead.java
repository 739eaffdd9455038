package io.github.ciautoscaler.hetzner;

import io.github.ciautoscaler.hetzner.Answer.Failed;
import io.github.ciautoscaler.hetzner.Answer.Lost;
import io.github.ciautoscaler.hetzner.Answer.Ok;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Asks for pages before their turn comes, as soon as the first one told how many there are. Who
 * walks through them sees no difference but the time: pages are given in order, and those behind
 * the end or behind a failure are dropped.
 *
 * @param <T> wire form of an item
 */
final class PagesAhead<T extends PageWire.Item> implements Listing.Pages<T> {

  static final int AT_ONCE = 4;

  private final String what;
  private final Listing.Pages<T> pages;
  private final Map<Integer, FutureTask<Answer<? extends PageWire<T>>>> asked = new HashMap<>();
  private long last;

  PagesAhead(String what, Listing.Pages<T> pages) {
    this.what = what;
    this.pages = pages;
  }

  @Override
  public Answer<? extends PageWire<T>> read(int page) {
    if (page == 1) {
      Answer<? extends PageWire<T>> first = pages.read(1);
      last = lastPage(first);
      return first;
    }
    for (int next = page; next <= Math.min(last, page + AT_ONCE - 1L); next++) {
      asked.computeIfAbsent(next, this::ask);
    }
    return asked.containsKey(page) ? awaited(page) : pages.read(page);
  }

  private long lastPage(Answer<? extends PageWire<T>> first) {
    return switch (first) {
      case Ok<? extends PageWire<T>>(PageWire<T> body) ->
          body.totalEntries() == null
              ? 1
              : Math.ceilDiv(Objects.requireNonNull(body.totalEntries()), Listing.PER_PAGE);
      case Failed<? extends PageWire<T>> _ -> 1;
    };
  }

  private FutureTask<Answer<? extends PageWire<T>>> ask(int page) {
    FutureTask<Answer<? extends PageWire<T>>> task = new FutureTask<>(() -> pages.read(page));
    Thread.ofVirtual().name("hetzner-page-" + page).start(task);
    return task;
  }

  private Answer<? extends PageWire<T>> awaited(int page) {
    try {
      return Objects.requireNonNull(asked.remove(page)).get();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      asked.values().forEach(task -> task.cancel(true));
      return new Failed<>(new Lost("GET " + what, Lost.Cause.CUT_OFF, "interrupted"));
    } catch (ExecutionException defect) {
      throw new IllegalStateException(defect.getCause());
    }
  }
}
