package io.github.ciautoscaler.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When the world kept the autoscaler from its work, and by what: for all machines at once, and for
 * single ones. What is older than an hour is forgotten.
 */
final class Hindrances {

  private static final long KEPT = Duration.ofHours(1).toMillis();

  /** From then to then, in milliseconds of the world's time. */
  private record Span(long from, long to, Excuse why) {}

  /**
   * What was lost of some stretch of time.
   *
   * @param most what took most of it; null where nothing was lost
   */
  record Loss(Duration time, @Nullable Excuse most) {}

  /** The last moment from which on a machine's removal had to begin anew. */
  record Anew(Instant at, Excuse why) {}

  private final World world;
  private final Duration pad;
  private final Deque<Span> common = new ArrayDeque<>();
  private final Map<Long, Deque<Span>> own = new HashMap<>();
  private final Map<Long, Anew> anew = new HashMap<>();
  private @Nullable Excuse holds;
  private long since;

  /**
   * @param pad how long the loop needs to find back after each
   */
  Hindrances(World world, Duration pad) {
    this.world = world;
    this.pad = pad;
  }

  /** From now on this keeps it from everything; null: nothing does. */
  void common(@Nullable Excuse why) {
    if (why == holds) {
      return;
    }
    long now = world.now().toEpochMilli();
    if (holds != null) {
      add(common, new Span(since, now + pad.toMillis(), holds));
    }
    holds = why;
    since = now;
  }

  @Nullable Excuse common() {
    return holds;
  }

  /** This machine was held from then until a while after then. */
  void of(long server, Instant from, Instant to, Excuse why) {
    Deque<Span> spans = own.computeIfAbsent(server, id -> new ArrayDeque<>());
    long until = to.plus(pad).toEpochMilli();
    Span last = spans.peekLast();
    if (last != null && last.why() == why && last.to() >= from.toEpochMilli()) {
      spans.removeLast();
      spans.addLast(new Span(last.from(), Math.max(last.to(), until), why));
    } else {
      add(spans, new Span(from.toEpochMilli(), until, why));
    }
  }

  private static void add(Deque<Span> spans, Span span) {
    spans.addLast(span);
    while (spans.getFirst().to() < span.to() - KEPT) {
      spans.removeFirst();
    }
  }

  /** What was begun for this machine's removal counts for nothing any more. */
  void anew(long server, Excuse why) {
    anew.put(server, new Anew(world.now(), why));
  }

  @Nullable Anew lastAnew(long server) {
    return anew.get(server);
  }

  void forget(long server) {
    own.remove(server);
    anew.remove(server);
  }

  Loss lost(long server, Instant from, Instant to) {
    List<Span> spans = new ArrayList<>(common);
    if (holds != null) {
      spans.add(new Span(since, to.toEpochMilli(), holds));
    }
    spans.addAll(own.getOrDefault(server, new ArrayDeque<>()));
    spans.sort(Comparator.comparingLong(Span::from));
    EnumMap<Excuse, Long> shares = new EnumMap<>(Excuse.class);
    long reached = from.toEpochMilli();
    long lost = 0;
    for (Span span : spans) {
      long begin = Math.max(span.from(), reached);
      long end = Math.min(span.to(), to.toEpochMilli());
      if (end > begin) {
        lost += end - begin;
        reached = end;
        shares.merge(span.why(), end - begin, Long::sum);
      }
    }
    Excuse most =
        shares.entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .map(Map.Entry::getKey)
            .orElse(null);
    return new Loss(Duration.ofMillis(lost), most);
  }
}
