package io.github.ciautoscaler.http;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What came of a list, page by page: each row once, by its id, and what the server said of the
 * whole. Pages may come from several threads.
 *
 * @param <I> id of a row
 * @param <R> a row
 */
public final class Collected<I, R> {

  private final Map<I, R> rows = new LinkedHashMap<>();
  private final Set<@Nullable Long> totals = new LinkedHashSet<@Nullable Long>();
  private long counted;

  /**
   * Takes a page, or nothing of it where a row has no id; a row that came before is replaced.
   *
   * @param id throws what the caller is to get where there is none
   * @param total rows of the whole list as this page says; null where it says none
   */
  public synchronized void add(
      Collection<? extends R> page, Function<? super R, I> id, @Nullable Long total) {
    Map<I, R> fresh = new LinkedHashMap<>();
    page.forEach(row -> fresh.put(id.apply(row), row));
    rows.putAll(fresh);
    totals.add(total);
    counted += page.size();
  }

  /** Takes what a later look at the same list saw. */
  public synchronized void addAll(Collected<I, R> later) {
    rows.putAll(later.rows);
    totals.addAll(later.totals);
    counted += later.counted;
  }

  /** The rows, each once, in the order in which they came first. */
  public synchronized List<R> rows() {
    return List.copyOf(rows.values());
  }

  /** How many distinct rows came. */
  public synchronized int size() {
    return rows.size();
  }

  /** Whether no page came. */
  public synchronized boolean isEmpty() {
    return totals.isEmpty();
  }

  /** Whether every page said the same of the whole. */
  public synchronized boolean isSteady() {
    return totals.size() <= 1;
  }

  /** The largest total that a page said; null where none did. */
  public synchronized @Nullable Long total() {
    Long largest = null;
    for (Long total : totals) {
      largest = largest == null || (total != null && total > largest) ? total : largest;
    }
    return largest;
  }

  /**
   * Whether these are all: as many distinct ids as the total says, and one total on every page.
   *
   * @param known rows that the server counts and does not give
   */
  public synchronized boolean isWhole(int known) {
    Long total = total();
    return isSteady() && total != null && total == rows.size() + known;
  }

  /** Whether fewer rows came, repeated ones included, than the server says that there are. */
  public synchronized boolean isShort(int known) {
    Long total = total();
    return total != null && counted + known < total;
  }
}
