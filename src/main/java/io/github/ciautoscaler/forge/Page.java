package io.github.ciautoscaler.forge;

import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * One page of a list.
 *
 * @param total how many rows the whole list has, as the server says with this page
 */
record Page<R>(List<R> rows, long total) {

  /** A list that is read page by page, counted from 1. */
  interface Source<R> {

    /** What it is called in a message. */
    String name();

    /**
     * Fails with {@link ReadFailed}.
     *
     * @param limit rows a page; the server may give fewer
     */
    Mono<Page<R>> page(int number, int limit);

    /** The id of a row; null in a row that is not of this list. */
    @Nullable Long id(R row);
  }
}
