package io.github.ciautoscaler.simulator;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the watch found in one run: the first violation, and how often it judged and excused. */
final class WatchRecord {

  private static final int LINES = 30;

  private final World world;
  private final EnumMap<Excuse, Long> excuses = new EnumMap<>(Excuse.class);
  private String watched = "";
  private long rollovers;
  private @Nullable Violation violation;

  WatchRecord(World world) {
    this.world = world;
  }

  /** Only violations of invariants that begin so count. */
  void watchOnly(String invariant) {
    watched = invariant;
  }

  void broken(String invariant, String machine, String words) {
    if (violation == null && invariant.startsWith(watched)) {
      world.log(machine, invariant + " broken: " + words);
      List<Trace.Line> lines =
          machine.isEmpty() ? world.trace().last(LINES) : world.trace().last(LINES, machine);
      violation = new Violation(invariant, words, world.now(), machine, lines);
    }
  }

  void excused(Excuse why, String machine) {
    excuses.merge(why, 1L, Long::sum);
    world.log(machine, why.invariant() + " excused: " + why);
  }

  void judgedRollover() {
    rollovers++;
  }

  Optional<Violation> violation() {
    return Optional.ofNullable(violation);
  }

  /** Ends of paid hours of idle machines that were judged, also those that were kept in time. */
  long rollovers() {
    return rollovers;
  }

  Map<Excuse, Long> excuses() {
    return Map.copyOf(excuses);
  }
}
