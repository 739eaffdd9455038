package io.github.ciautoscaler.sandbox.wire;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What was asked of the simulated servers, newest last; holds the last 20,000 requests. */
public final class AccessLog {

  /**
   * @param at the world's time
   * @param status 0 where no answer was given
   * @param fault the fault that struck; empty without one
   */
  public record Entry(
      Instant at,
      String face,
      String method,
      String path,
      String query,
      int status,
      String fault) {}

  private static final int LIMIT = 20_000;

  private final Deque<Entry> entries = new ArrayDeque<>();

  synchronized void add(Entry entry) {
    if (entries.size() == LIMIT) {
      entries.removeFirst();
    }
    entries.addLast(entry);
  }

  public synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  public List<Entry> entries(String face) {
    return entries().stream().filter(entry -> entry.face().equals(face)).toList();
  }
}
