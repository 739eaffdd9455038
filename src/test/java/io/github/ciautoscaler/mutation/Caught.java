package io.github.ciautoscaler.mutation;

import java.util.Optional;

/**
 * What became of one mistake.
 *
 * @param storm what the storm says of it; empty where it saw nothing
 * @param units the test that fails; empty where none does, or where none was asked
 */
record Caught(Mistake mistake, Optional<String> storm, Optional<String> units) {

  boolean isEquivalent() {
    return mistake.equivalent() != null;
  }

  boolean isMissed() {
    return !isEquivalent() && storm.isEmpty() && units.isEmpty();
  }

  boolean isCaughtByUnitsOnly() {
    return !isEquivalent() && storm.isEmpty() && units.isPresent();
  }

  boolean isCaughtByStorm() {
    return !isEquivalent() && storm.isPresent();
  }

  /** One line of the table. */
  String row() {
    return "| %s | %s | %s | %s | %s |"
        .formatted(mistake.id(), mistake.kind(), mistake.file(), mistake.words(), outcome());
  }

  String outcome() {
    if (isEquivalent()) {
      return "equivalent: " + mistake.equivalent();
    }
    if (isMissed()) {
      return "**missed**: " + (mistake.unseen() == null ? "not explained" : mistake.unseen());
    }
    return storm.map(Caught::firstWords).orElseGet(() -> "test " + units.orElse(""));
  }

  /** The invariant and its random seed. */
  private static String firstWords(String said) {
    int end = said.indexOf(':');
    return "storm, " + (end < 0 ? said : said.substring(0, end));
  }
}
