package io.github.ciautoscaler.http;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A walk through a list page by page: the first alone; as many more as it promises, some asked for
 * at once and taken in their order; then one by one, as long as the list goes on.
 *
 * @param <P> a page
 */
public final class PageWalk<P> {

  /** So many pages are under way at once. */
  public static final int AT_ONCE = 4;

  /**
   * A list whose pages are counted from 1.
   *
   * @param <P> a page
   */
  public interface Pages<P> {

    /** Asks for a page. What it fails with ends the walk. */
    Mono<P> ask(int number);

    /** How many pages the list has, as its first one tells. */
    int promised(P first);

    /**
     * Takes the next page; pages that were asked for and come after the last one are dropped.
     *
     * @return whether the list goes on behind it
     */
    boolean take(int number, P page);
  }

  private record Numbered<P>(int number, P page) {}

  private final Pages<P> pages;

  private PageWalk(Pages<P> pages) {
    this.pages = pages;
  }

  /**
   * Walks to the end.
   *
   * @param longest for the pages that were promised; null for no limit but that of each call
   * @throws RuntimeException that a page failed with, or that wraps its checked exception
   */
  public static <P> void through(Pages<P> pages, @Nullable Duration longest) {
    new PageWalk<>(pages).walk(longest);
  }

  private void walk(@Nullable Duration longest) {
    P first = one(1);
    int promised = Math.max(1, pages.promised(first));
    boolean goesOn = pages.take(1, first) && takePromised(promised, longest);
    for (int number = promised + 1; goesOn; number++) {
      goesOn = pages.take(number, one(number));
    }
  }

  private P one(int number) {
    return Objects.requireNonNull(pages.ask(number).block(), () -> "no page " + number);
  }

  private boolean takePromised(int last, @Nullable Duration longest) {
    Mono<Boolean> goesOn =
        Flux.range(2, last - 1)
            .flatMapSequential(
                number -> pages.ask(number).map(page -> new Numbered<>(number, page)), AT_ONCE)
            .map(it -> pages.take(it.number(), it.page()))
            .takeUntil(more -> !more)
            .last(true);
    return Boolean.TRUE.equals((longest == null ? goesOn : goesOn.timeout(longest)).block());
  }
}
