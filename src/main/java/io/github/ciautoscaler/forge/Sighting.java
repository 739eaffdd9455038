package io.github.ciautoscaler.forge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What was seen of a list, over one or more looks. Pages may come from several threads. */
final class Sighting<R> {

  private final Map<Long, R> rows = new LinkedHashMap<>();
  private final TreeSet<Long> totals = new TreeSet<>();
  private final TreeSet<Long> orphans = new TreeSet<>();
  private long counted;
  private @Nullable ReadFailed failure;

  synchronized void add(Page<R> page, Page.Source<R> source) {
    Map<Long, R> fresh = new LinkedHashMap<>();
    for (R row : page.rows()) {
      Long id = source.id(row);
      if (id == null) {
        throw ReadFailed.garbled(source.name(), "a row without an id");
      }
      fresh.put(id, row);
    }
    rows.putAll(fresh);
    totals.add(page.total());
    counted += page.rows().size();
  }

  synchronized void addAll(Sighting<R> later) {
    rows.putAll(later.rows);
    totals.addAll(later.totals);
    counted += later.counted;
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

  /** As many distinct ids as the total says, and one total on every page. */
  synchronized boolean isWhole() {
    return failure == null && totals.size() == 1 && totals.first() == rows.size() + orphans.size();
  }

  /** Whether fewer rows came, repeated ones included, than the server says that there are. */
  synchronized boolean isShort() {
    return !totals.isEmpty() && counted + orphans.size() < totals.last();
  }

  synchronized boolean sawNothing() {
    return totals.isEmpty();
  }

  synchronized @Nullable ReadFailed failure() {
    return failure;
  }

  synchronized List<R> rows() {
    return List.copyOf(rows.values());
  }

  /** What keeps it from being whole. */
  synchronized String problem() {
    String seen = "saw " + rows.size() + " of " + (totals.isEmpty() ? "?" : totals.last());
    return failure == null
        ? "the list moved while it was read: " + seen
        : failure.problem() + " (" + seen + ")";
  }
}
