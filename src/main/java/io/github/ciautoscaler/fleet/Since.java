package io.github.ciautoscaler.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Maps of since when something is so. */
final class Since {

  private Since() {}

  /** What is so now, since when it was before; what is new since now. */
  static <K> Map<K, Instant> carried(Map<K, Instant> before, Set<K> keys, Instant now) {
    if (keys.equals(before.keySet())) {
      return before;
    }
    Map<K, Instant> next = new HashMap<>();
    for (K key : keys) {
      next.put(key, before.getOrDefault(key, now));
    }
    return next;
  }

  static <K> Map<K, Instant> moved(Map<K, Instant> since, Duration change) {
    return each(since, it -> it.plus(change));
  }

  static <K, V> Map<K, V> each(Map<K, V> all, UnaryOperator<V> change) {
    Map<K, V> changed = new HashMap<>();
    all.forEach((key, value) -> changed.put(key, change.apply(value)));
    return changed;
  }
}
