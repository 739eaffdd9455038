package io.github.ciautoscaler.app.settings;

import io.github.ciautoscaler.fleet.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What becomes of the pools when their file changes, for people. */
final class PoolChanges {

  private PoolChanges() {}

  static List<String> between(List<Pool> before, List<Pool> now) {
    Map<String, Pool> old = byName(before);
    Map<String, Pool> young = byName(now);
    List<String> changes = new ArrayList<>();
    for (Pool pool : now) {
      Pool was = old.get(pool.name());
      if (was == null) {
        changes.add("pool " + pool.name() + " is new");
      } else if (!was.equals(pool)) {
        changes.add("pool " + pool.name() + " changed");
      }
    }
    before.stream()
        .filter(pool -> !young.containsKey(pool.name()))
        .forEach(pool ->
            changes.add("pool " + pool.name() + " is gone, and its machines take no new work"));
    return changes;
  }

  private static Map<String, Pool> byName(List<Pool> pools) {
    return pools.stream().collect(Collectors.toMap(Pool::name, Function.identity()));
  }
}
