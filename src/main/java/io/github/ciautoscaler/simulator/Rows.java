package io.github.ciautoscaler.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which runner rows the world showed beside their Node and living process, so that they must go
 * (L3).
 */
final class Rows {

  /** Lists may be some seconds old: shown in two looks, so far apart. */
  private static final Duration SHOWN_FOR = Duration.ofSeconds(12);

  private final World world;
  private final People people;
  private final Hindrances hindrances;
  private final Leading leading;
  private final WatchRecord watch;
  private final Map<Long, Instant> firstShown = new HashMap<>();
  private final Set<Long> shown = new HashSet<>();

  Rows(World world, People people, Hindrances hindrances, Leading leading, WatchRecord watch) {
    this.world = world;
    this.people = people;
    this.hindrances = hindrances;
    this.leading = leading;
    this.watch = watch;
  }

  void afterTurn() {
    if (hindrances.common() != null) {
      return;
    }
    for (RunnerRow row : world.forge().runners()) {
      if (!shown.contains(row.id()) && isShownWhole(row)) {
        Instant first = firstShown.computeIfAbsent(row.id(), id -> world.now());
        if (leading.wasShownRowsSince(first.plus(SHOWN_FOR))) {
          shown.add(row.id());
        }
      }
    }
  }

  private boolean isShownWhole(RunnerRow row) {
    return row.process().beats(row) && world.cluster().node(row.machine()).isPresent();
  }

  /** Whether it was known as ours, and must not be left when all has come right. */
  boolean mustGo(RunnerRow row) {
    return world.forge().dialect().listsRunners()
        && world.origins().isOurs(row.machine())
        && shown.contains(row.id())
        && !people.isStateLost(world.origins().serverBehind(row.machine()));
  }

  /** At the end: why this row of ours may be left. */
  void excuse(RunnerRow row) {
    if (world.forge().dialect().listsRunners()
        && world.origins().isOurs(row.machine())
        && people.isStateLost(world.origins().serverBehind(row.machine()))) {
      watch.excused(Excuse.NOTES_LOST, row.machine());
    }
  }
}
