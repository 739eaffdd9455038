package io.github.ciautoscaler.forge;

import io.github.ciautoscaler.http.Exchange;
import io.github.ciautoscaler.http.Reply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A list that either forge gives page by page, as an object with its total, as an array, or as
 * {@code null} where it is empty.
 */
record Pages<R>(
    Exchange http,
    String path,
    Map<String, List<String>> query,
    Pages.Parser<R> parser,
    Function<R, @Nullable Long> ids)
    implements Page.Source<R> {

  /** Where a list has come as an array, only this tells how long the whole of it is. */
  private static final String TOTAL = "X-Total-Count";

  @Override
  public String name() {
    List<String> status = query.getOrDefault("status", List.of());
    return status.isEmpty() ? path : path + "?status=" + String.join("&status=", status);
  }

  @Override
  public @Nullable Long id(R row) {
    return ids.apply(row);
  }

  @Override
  public Mono<Page<R>> page(int number, int limit) {
    return http.get(
            uri -> {
              uri.path(path);
              query.forEach((key, values) -> uri.queryParam(key, values));
              return uri.queryParam("page", number).queryParam("limit", limit).build();
            })
        .map(answer -> parse(answer, (long) (number - 1) * limit, limit))
        .onErrorMap(thrown -> ReadFailed.of(name(), thrown));
  }

  private Page<R> parse(Reply answer, long before, int limit) {
    if (!answer.isOk()) {
      throw ReadFailed.of(name(), answer);
    }
    Page<R> page = parser.parse(answer, before, limit);
    if (page == null) {
      throw ReadFailed.garbled(name(), answer.status() + ", but not a list with total_count");
    }
    return page;
  }

  /** Reads an answer to a request for so many rows, of which so many came before. */
  interface Parser<R> {
    @Nullable Page<R> parse(Reply answer, long before, int limit);
  }

  static <P extends Wire.Rows<R>, R> Parser<R> parser(Class<P> object, Class<R[]> array) {
    return (answer, before, limit) -> {
      Long total = total(answer);
      return answer
          .as(object)
          .map(it -> page(it.rows(), it.totalCount() == null ? total : it.totalCount()))
          .or(() -> answer.as(array).map(rows -> ofArray(rows, total, before, limit)))
          .orElseGet(() -> answer.isNull() ? page(List.of(), total) : null);
    };
  }

  /** An array that is not full is the last one, and so tells the total; an empty one may lie. */
  private static <R> @Nullable Page<R> ofArray(
      R[] array, @Nullable Long total, long before, int limit) {
    List<@Nullable R> rows = new ArrayList<@Nullable R>(Arrays.asList(array));
    boolean isLast = array.length > 0 && array.length < limit;
    return page(rows, total == null && isLast ? Long.valueOf(before + array.length) : total);
  }

  private static @Nullable Long total(Reply answer) {
    String header = answer.header(TOTAL);
    return header != null && header.matches("\\d{1,18}") ? Long.valueOf(header) : null;
  }

  private static <R> @Nullable Page<R> page(
      @Nullable List<@Nullable R> rows, @Nullable Long total) {
    return total == null || total < 0 ? null : new Page<>(Wire.present(rows).toList(), total);
  }
}
