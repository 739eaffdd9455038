package io.github.ciautoscaler.forge;

import io.github.ciautoscaler.http.PageWalk;
import reactor.core.publisher.Mono;

/** One walk through a list of Gitea's. */
final class Look<R> implements PageWalk.Pages<Page<R>> {

  /** Against a server that claims absurd totals. */
  private static final int MOST_PAGES = 4_000;

  private final Page.Source<R> source;
  private final Seen<R> seen;
  private int promised = 1;

  Look(Page.Source<R> source, Seen<R> seen) {
    this.source = source;
    this.seen = seen;
  }

  @Override
  public Mono<Page<R>> ask(int number) {
    return source
        .page(number, Listing.PAGE_SIZE)
        .onErrorResume(thrown ->
            thrown instanceof ReadFailed why && why.mayBeOneRow()
                ? new Salvage<>(source, seen).page(number, why)
                : Mono.error(thrown));
  }

  /** As many as the first page's size and total make; it may be shorter than we asked for. */
  @Override
  public int promised(Page<R> first) {
    long size = Math.max(1, first.rows().size());
    promised = (int) Math.min(MOST_PAGES, Math.ceilDiv(first.total(), size));
    return promised;
  }

  /** The pages that were promised may hide rows that changed places; those behind them do not. */
  @Override
  public boolean take(int number, Page<R> page) {
    seen.add(page, source);
    return !page.rows().isEmpty() && number < MOST_PAGES && (number < promised || seen.isShort());
  }
}
