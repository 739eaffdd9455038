package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.ScaleRequest;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.reconcile.Operator;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * V3: what an operator is told holds: a key that was answered is the same request for a day, and
 * what is promised fits under the maximum beside what is there and what was promised before.
 */
final class OperatorAnswers {

  private final World world;
  private final People people;
  private final WatchRecord watch;
  private final Map<String, Instant> taken = new HashMap<>();

  OperatorAnswers(World world, People people, WatchRecord watch) {
    this.world = world;
    this.people = people;
    this.watch = watch;
  }

  /**
   * @param answer null: the process died of the request
   */
  void scaled(Replica replica, String key, Operator.@Nullable Answer answer) {
    if (!(answer instanceof Operator.Accepted accepted)
        || !accepted.changed()
        || !accepted.recorded()) {
      return;
    }
    Instant before = taken.put(key, world.now());
    if (before != null && !people.mayBeForgotten(before)) {
      watch.broken("V3", "", key + " is a new request, and was taken at " + before);
    }
    mustFit(replica, key);
  }

  private void mustFit(Replica replica, String key) {
    int open = 0;
    for (ScaleRequest request : SimStateStore.truth(world).wishes().scaleRequests().values()) {
      open += request.count() - request.launched();
    }
    int there = 0;
    for (Server server : replica.answers().servers()) {
      there += world.origins().isOurs(server.id()) ? 1 : 0;
    }
    if (open > 0 && there + open > replica.settings().maxNodes()) {
      watch.broken(
          "V3",
          "",
          key
              + " is taken, and "
              + open
              + " machines beside "
              + there
              + " are promised where "
              + replica.settings().maxNodes()
              + " are allowed");
    }
  }
}
