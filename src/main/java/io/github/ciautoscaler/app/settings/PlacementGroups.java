package io.github.ciautoscaler.app.settings;

import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.settings.ServerKeys;
import io.github.ciautoscaler.settings.Values;
import java.util.HashMap;
import java.util.Map;

/** How many machines the pools of each placement group may have together. */
final class PlacementGroups {

  /** Hetzner puts no more servers into one. */
  private static final int MOST = 10;

  private final int maxNodes;
  private final Map<String, Integer> machines = new HashMap<>();

  /**
   * @param maxNodes over all pools
   */
  PlacementGroups(int maxNodes) {
    this.maxNodes = maxNodes;
  }

  /** Refuses what would wait for a place for ever. */
  void add(Pool pool, Values values) {
    String group = pool.template().options().placementGroup();
    if (group == null) {
      return;
    }
    int sum = machines.merge(group, pool.limits().max(), Integer::sum);
    int most = Math.min(sum, maxNodes);
    if (most > MOST) {
      values.problem(
          ServerKeys.PLACEMENT_GROUP,
          "is '" + group + "', which holds 10 servers, and its pools may have " + most,
          "Lower max, or give this pool a placement group of its own or none.");
    }
  }
}
