package io.github.ciautoscaler.hetzner;

import io.github.ciautoscaler.hetzner.Answer.CallFailure;
import io.github.ciautoscaler.hetzner.Answer.Failed;
import io.github.ciautoscaler.hetzner.Answer.Garbled;
import io.github.ciautoscaler.hetzner.Answer.Lost;
import io.github.ciautoscaler.hetzner.Answer.Ok;
import io.github.ciautoscaler.http.Collected;
import io.github.ciautoscaler.http.PageWalk;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * One walk through a list of Hetzner's.
 *
 * @param <T> wire form of an item
 */
final class ListWalk<T extends PageWire.Item>
    implements PageWalk.Pages<Answer<? extends PageWire<T>>> {

  private final String call;
  private final Listing.Pages<T> pages;
  private final Collected<Long, T> collected = new Collected<>();
  private int last;
  private @Nullable CallFailure failure;

  ListWalk(String call, Listing.Pages<T> pages) {
    this.call = call;
    this.pages = pages;
  }

  @Override
  public Mono<Answer<? extends PageWire<T>>> ask(int number) {
    return pages.read(number).map(answer -> answer);
  }

  @Override
  public int promised(Answer<? extends PageWire<T>> first) {
    return switch (first) {
      case Ok<? extends PageWire<T>>(PageWire<T> page) -> promised(page.totalEntries());
      case Failed<? extends PageWire<T>> _ -> 1;
    };
  }

  private static int promised(@Nullable Long total) {
    return total == null
        ? 1
        : (int) Math.min(Integer.MAX_VALUE - 1, Math.ceilDiv(total, Listing.PER_PAGE));
  }

  @Override
  public boolean take(int number, Answer<? extends PageWire<T>> answer) {
    return switch (answer) {
      case Failed<? extends PageWire<T>>(CallFailure why) -> failed(why);
      case Ok<? extends PageWire<T>>(PageWire<T> page) -> take(number, page);
    };
  }

  private boolean take(int number, PageWire<T> page) {
    List<T> items = page.items();
    Integer next = page.nextPage();
    if (items == null || (next != null && next <= number)) {
      return failed(new Garbled(call, "page " + number + " is not a page of a list"));
    }
    last = number;
    collected.add(
        items.stream().filter(item -> item != null && item.id() != null).toList(),
        item -> Objects.requireNonNull(item.id()),
        page.totalEntries());
    return next != null;
  }

  private boolean failed(CallFailure why) {
    failure = why;
    return false;
  }

  /** While a page was waited for. */
  void interrupted() {
    failed(new Lost(call, Lost.Cause.CUT_OFF, "interrupted"));
  }

  Listing<T> seen() {
    List<T> items = collected.rows();
    if (failure != null) {
      return new Listing.Broken<>(items, failure);
    }
    if (!collected.isSteady()) {
      return new Listing.Moved<>(items, "the total changed between pages");
    }
    Long total = collected.total();
    if (total == null) {
      // Without a total, only a list that fits one page is surely all there is.
      return last == 1 && items.size() < Listing.PER_PAGE
          ? new Listing.Whole<>(items)
          : new Listing.Moved<>(items, "the list does not say its total");
    }
    return collected.isWhole(0)
        ? new Listing.Whole<>(items)
        : new Listing.Moved<>(items, items.size() + " distinct entries came of " + total);
  }
}
