package io.github.ciautoscaler.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.simulator.StormDays;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Plants each mistake, lets the storm pass over it and, where that sees nothing, the tests of the
 * rooms and the simulator: {@code mvn test -Dtest=MutationFigures}; with {@code
 * -Dmistakes=plan-01,plan-02} only these, with {@code -Dseeds=40} fewer days, with {@code
 * -Dunits=always} the tests in any case, with {@code -Dunits=never} in none.
 */
class MutationFigures {

  /** Parts of a hundred, of those that are not equivalent. */
  private static final int STORM_CATCHES = 70;

  private static final int ALL_CATCH = 95;

  private final long seeds = Long.getLong("seeds", StormDays.SEEDS);
  private final int threads = Runtime.getRuntime().availableProcessors();
  private final String units = System.getProperty("units", "missed");

  @Test
  void each_mistake_is_seen(@TempDir Path room) throws Exception {
    List<Caught> caught = new ArrayList<>();
    Planting planting = new Planting();
    for (Mistake mistake : chosen()) {
      Path spoiled = room.resolve(mistake.id());
      planting.plant(List.of(mistake), spoiled);
      long began = System.nanoTime();
      Caught one = judge(mistake, new Fork(spoiled));
      caught.add(one);
      long seconds = (System.nanoTime() - began) / 1_000_000_000;
      System.out.println(mistake.id() + " (" + seconds + " s) " + words(one));
      delete(spoiled);
    }
    caught.forEach(one -> System.out.println(one.row()));
    System.out.println(line(caught));
    mustReachTheGoal(caught);
  }

  private Caught judge(Mistake mistake, Fork fork) throws Exception {
    if (mistake.equivalent() != null) {
      return new Caught(mistake, Optional.empty(), Optional.empty());
    }
    Optional<String> storm = fork.storm(1, seeds, threads);
    boolean asked = units.equals("always") || (units.equals("missed") && storm.isEmpty());
    return new Caught(mistake, storm, asked ? fork.units() : Optional.empty());
  }

  private static List<Mistake> chosen() {
    Set<String> ids = Set.of(System.getProperty("mistakes", "").split(","));
    return Mistakes.all().stream()
        .filter(mistake -> ids.contains("") || ids.contains(mistake.id()))
        .toList();
  }

  private static String words(Caught caught) {
    return caught.isEquivalent() || caught.isMissed()
        ? caught.outcome()
        : caught.storm().map(said -> "storm: " + said).orElse("")
            + caught.units().map(said -> " test: " + said).orElse("");
  }

  private static String line(List<Caught> caught) {
    return "MUTATIONS planted=%d equivalent=%d caught_by_storm=%d caught_by_units=%d missed=%d"
        .formatted(
            caught.size(),
            caught.stream().filter(Caught::isEquivalent).count(),
            caught.stream().filter(Caught::isCaughtByStorm).count(),
            caught.stream().filter(Caught::isCaughtByUnitsOnly).count(),
            caught.stream().filter(Caught::isMissed).count());
  }

  /** Of a choice, or of fewer days, nothing is asked. */
  private void mustReachTheGoal(List<Caught> caught) {
    List<Caught> real = caught.stream().filter(it -> !it.isEquivalent()).toList();
    if (System.getProperty("mistakes") != null || seeds < StormDays.SEEDS) {
      return;
    }
    long byStorm = real.stream().filter(Caught::isCaughtByStorm).count();
    long missed = real.stream().filter(Caught::isMissed).count();
    assertThat(byStorm * 100)
        .as("caught by the storm")
        .isGreaterThanOrEqualTo((long) STORM_CATCHES * real.size());
    assertThat((real.size() - missed) * 100)
        .as("caught at all")
        .isGreaterThanOrEqualTo((long) ALL_CATCH * real.size());
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(one);
      }
    }
  }
}
