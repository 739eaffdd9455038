package io.github.ciautoscaler.settings;

import io.github.ciautoscaler.settings.Given.Rank;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The one value that holds at each place. Command-line arguments win, what is in the jar yields,
 * and two different values of the owner for one thing are a problem.
 *
 * @param chosen what holds; places where nobody set anything are not in it
 */
public record Choice(Map<KeyPath, Given> chosen, List<Problem> problems) {

  public static Choice of(Tree tree) {
    Map<KeyPath, Given> chosen = new LinkedHashMap<>();
    List<Problem> problems = new ArrayList<>();
    Set<KeyPath> places = new LinkedHashSet<>();
    tree.values().forEach(given -> places.add(given.at()));
    for (KeyPath place : places) {
      List<Given> candidates = candidates(tree.at(place));
      if (!candidates.isEmpty()) {
        Given first = candidates.getFirst();
        chosen.put(place, first);
        conflict(first, candidates).ifPresent(problems::add);
      }
    }
    return new Choice(chosen, problems);
  }

  /** Those of the highest rank, the setting's own name before its aliases. */
  private static List<Given> candidates(List<Given> all) {
    Optional<Rank> highest =
        all.stream().map(given -> given.origin().rank()).max(Comparator.naturalOrder());
    return all.stream()
        .filter(given -> highest.equals(Optional.of(given.origin().rank())))
        .sorted(Comparator.comparing(given -> !given.name().startsWith(given.setting().name())))
        .toList();
  }

  private static Optional<Problem> conflict(Given first, List<Given> candidates) {
    if (first.origin().rank() == Rank.PACKAGED) {
      return Optional.empty();
    }
    return candidates.stream()
        .filter(other -> !other.value().strip().equals(first.value().strip()))
        .findFirst()
        .map(other -> conflict(first, other));
  }

  private static Problem conflict(Given one, Given other) {
    boolean sameName = one.name().equals(other.name());
    String both = sameName ? one.name() : one.name() + " and " + other.name();
    String values =
        one.setting().kind().isOpen() ? ": " + one.shown() + " and " + other.shown() : "";
    String best = one.setting().variables().isEmpty() ? one.at().toString() : one.setting().name();
    return new Problem(
        both + " give two different values for one thing" + values,
        one.origin().place() + ", and " + other.origin().place(),
        "Keep one of them" + (sameName ? "" : ", best " + best) + ", or make them equal.");
  }
}
