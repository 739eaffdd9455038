package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.NodeAnnotations;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * S2 for what people set by hand: a node that a person cordoned stays so, a runner that a person
 * disabled stays so, and neither is ever recorded as our own doing.
 */
final class HandsOff {

  /** A write that was refused or lost is made again within this time. */
  private static final Duration WRITTEN_WITHIN = Duration.ofMinutes(10);

  /** Who disables a runner so soon after a person may not have seen it yet. */
  private static final Duration NOTICED = Duration.ofSeconds(90);

  private final World world;
  private final People people;
  private final WatchRecord watch;
  private final Map<Long, Instant> disabled = new HashMap<>();
  private final Map<Long, Instant> notedUntil = new HashMap<>();

  HandsOff(World world, People people, WatchRecord watch) {
    this.world = world;
    this.people = people;
    this.watch = watch;
  }

  /** A person disabled this row, which was enabled. */
  void personDisables(RunnerRow row) {
    if (!isStillRecorded(row)) {
      disabled.put(row.id(), world.now());
    }
  }

  /**
   * It was enabled a moment ago, and its Node says still that we had disabled it: nobody can tell
   * who disables it now.
   */
  private boolean isStillRecorded(RunnerRow row) {
    Instant until = notedUntil.get(row.id());
    return until != null
        && until.isAfter(world.now())
        && world
            .cluster()
            .node(row.machine())
            .map(node -> node.spec().annotations().getOrDefault(NodeAnnotations.DISABLED_IDS, ""))
            .filter(recorded -> List.of(recorded.split(",")).contains(String.valueOf(row.id())))
            .isPresent();
  }

  /** A person enabled it, or lets us do so. */
  void personEnables(RunnerRow row) {
    disabled.remove(row.id());
    notedUntil.put(row.id(), world.now().plus(NOTICED));
  }

  void disables(RunnerRow row) {
    Instant since = disabled.get(row.id());
    if (since != null && since.plus(NOTICED).isAfter(world.now())) {
      disabled.remove(row.id());
    }
  }

  void enables(RunnerRow row) {
    if (row.disabled() && disabled.containsKey(row.id())) {
      watch.broken(
          "S2", row.machine(), "runner " + row.id() + " is enabled, which a person disabled");
    }
    notedUntil.put(row.id(), world.now().plus(WRITTEN_WITHIN));
  }

  void afterPass() {
    people
        .cordons()
        .forEach((name, uid) -> {
          ClusterNode node = world.cluster().node(name).orElse(null);
          if (node != null && node.uid().equals(uid) && world.origins().isOurs(name)) {
            staysCordoned(node);
          }
        });
  }

  private void staysCordoned(ClusterNode node) {
    if (!node.spec().unschedulable()) {
      watch.broken("S2", node.name(), "a person's cordon was undone");
    }
    if ("true".equals(node.spec().annotations().get(NodeAnnotations.CORDONED))) {
      watch.broken("S2", node.name(), "a person's cordon is recorded as ours");
    }
  }
}
