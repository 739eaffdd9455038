package io.github.ciautoscaler.app.settings;

import io.github.ciautoscaler.app.settings.Given.Rank;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Chooses the one value that holds for each variable. Command-line arguments win, what is in the
 * jar yields, and two different values of the owner for one thing are a problem.
 */
final class Resolver {

  private final Map<Variable, Given> chosen = new EnumMap<>(Variable.class);
  private final List<Problem> problems = new ArrayList<>();

  private Resolver(GivenValues given) {
    for (Variable variable : Variable.values()) {
      choose(given.of(variable)).ifPresent(one -> chosen.put(variable, one));
    }
  }

  /**
   * @param chosen what holds; variables that nobody set are not in it
   */
  record Resolution(Map<Variable, Given> chosen, List<Problem> problems) {}

  static Resolution resolve(GivenValues given) {
    Resolver resolver = new Resolver(given);
    return new Resolution(resolver.chosen, resolver.problems);
  }

  private Optional<Given> choose(List<Given> all) {
    Optional<Rank> highest = all.stream().map(Given::rank).max(Comparator.naturalOrder());
    List<Given> candidates =
        all.stream()
            .filter(given -> highest.equals(Optional.of(given.rank())))
            .sorted(
                Comparator.comparing(given -> !given.name().startsWith(given.variable().name())))
            .toList();
    Optional<Given> first = candidates.stream().findFirst();
    if (!highest.equals(Optional.of(Rank.PACKAGED))) {
      candidates.stream()
          .filter(other -> first.filter(one -> !saysTheSame(one, other)).isPresent())
          .findFirst()
          .ifPresent(other -> problems.add(conflict(first.orElseThrow(), other)));
    }
    return first;
  }

  private static boolean saysTheSame(Given one, Given other) {
    return one.value().strip().equals(other.value().strip());
  }

  private static Problem conflict(Given one, Given other) {
    String both =
        one.name().equals(other.name()) ? one.name() : one.name() + " and " + other.name();
    boolean mayBeShown = !one.variable().shown("x").equals("***");
    String values =
        mayBeShown
            ? ": "
                + one.variable().shown(one.value())
                + " and "
                + other.variable().shown(other.value())
            : "";
    return new Problem(
        both + " give two different values for one thing" + values,
        one.origin() + ", and " + other.origin(),
        "Keep one of them"
            + (both.equals(one.name()) ? "" : ", best " + one.variable())
            + ", or make them equal.");
  }
}
