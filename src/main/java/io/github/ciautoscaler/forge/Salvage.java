package io.github.ciautoscaler.forge;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What is left of a page when one of its rows makes the server fail: never the whole list. A row
 * that the server names is looked for down to itself, so that its neighbours are all read.
 */
record Salvage<R>(Page.Source<R> source, Seen<R> seen) {

  /** Into so many parts a page is cut, and so many rows has a part. */
  private static final int PARTS = 5;

  private static final int PART = Listing.PAGE_SIZE / PARTS;

  /** How one part came: its page, or why not. */
  private record Part<R>(@Nullable Page<R> page, @Nullable ReadFailed why) {}

  Mono<Page<R>> page(int number, ReadFailed why) {
    if (why.orphan() == null) {
      seen.fail(why);
    }
    return parts((number - 1) * PARTS + 1, PARTS, PART)
        .flatMap(parts ->
            isWholeList(parts) ? Mono.error(why.ofTheWholeList()) : narrowed(number, parts, why));
  }

  /** Where it is one row, only the part that it is in fails. */
  private static boolean isWholeList(List<? extends Part<?>> parts) {
    return parts.stream()
                .map(part -> part.why() == null ? null : part.why().orphan())
                .distinct()
                .count()
            == 1
        && parts.getFirst().why() != null
        && parts.getFirst().why().orphan() != null;
  }

  private Mono<Page<R>> narrowed(int number, List<Part<R>> parts, ReadFailed why) {
    return Flux.range(0, PARTS)
        .concatMap(i -> {
          Part<R> part = parts.get(i);
          ReadFailed failed = part.why();
          if (failed == null) {
            return Flux.just(part);
          }
          if (failed.orphan() == null) {
            seen.fail(failed);
            return Flux.empty();
          }
          int first = ((number - 1) * PARTS + i) * PART + 1;
          return parts(first, PART, 1).flatMapIterable(rows -> rows);
        })
        .doOnNext(this::note)
        .mapNotNull(Part::page)
        .collectList()
        .flatMap(pages -> pages.isEmpty() ? Mono.error(why) : Mono.just(joined(pages)));
  }

  private void note(Part<R> part) {
    ReadFailed why = part.why();
    if (why != null && why.orphan() != null) {
      seen.orphan(why.orphan());
    } else if (why != null) {
      seen.fail(why);
    }
  }

  private Mono<List<Part<R>>> parts(int first, int count, int size) {
    return Flux.range(first, count)
        .concatMap(part ->
            source
                .page(part, size)
                .map(page -> new Part<>(page, null))
                .onErrorResume(ReadFailed.class, why -> Mono.just(new Part<>(null, why))))
        .collectList();
  }

  private static <R> Page<R> joined(List<Page<R>> parts) {
    List<R> rows = new ArrayList<>();
    parts.forEach(part -> rows.addAll(part.rows()));
    return new Page<>(rows, parts.getLast().total());
  }
}
