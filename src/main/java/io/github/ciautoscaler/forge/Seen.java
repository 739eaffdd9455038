package io.github.ciautoscaler.forge;

import io.github.ciautoscaler.http.Collected;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What was seen of a list, over one or more looks. Pages may come from several threads. */
final class Seen<R> {

  private final Collected<Long, R> seen = new Collected<>();
  private final TreeSet<Long> orphans = new TreeSet<>();
  private @Nullable ReadFailed failure;

  synchronized void add(Page<R> page, Page.Source<R> source) {
    seen.add(page.rows(), row -> id(row, source), page.total());
  }

  private static <R> Long id(R row, Page.Source<R> source) {
    Long id = source.id(row);
    if (id == null) {
      throw ReadFailed.garbled(source.name(), "a row without an id");
    }
    return id;
  }

  synchronized void addAll(Seen<R> later) {
    seen.addAll(later.seen);
    orphans.addAll(later.orphans);
    failure = later.failure;
  }

  /** The first failure is the one that is told. */
  synchronized void fail(ReadFailed why) {
    failure = failure == null ? why : failure;
  }

  /** A row that the server counts, names and cannot give. */
  synchronized void orphan(long id) {
    orphans.add(id);
  }

  synchronized Set<Long> orphans() {
    return Set.copyOf(orphans);
  }

  synchronized boolean isWhole() {
    return failure == null && seen.isWhole(orphans.size());
  }

  synchronized boolean isShort() {
    return seen.isShort(orphans.size());
  }

  synchronized boolean sawNothing() {
    return seen.isEmpty();
  }

  synchronized @Nullable ReadFailed failure() {
    return failure;
  }

  synchronized List<R> rows() {
    return seen.rows();
  }

  /** What keeps it from being whole. */
  synchronized String problem() {
    Long total = seen.total();
    String saw = "saw " + seen.size() + " of " + (total == null ? "?" : total);
    return failure == null
        ? "the list moved while it was read: " + saw
        : failure.problem() + " (" + saw + ")";
  }
}
