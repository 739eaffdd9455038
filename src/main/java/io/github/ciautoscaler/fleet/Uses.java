package io.github.ciautoscaler.fleet;

import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The jobs that a machine was given, each counted once from its beginning on, and how many it may
 * be given.
 *
 * @param begun each as {@code id.attempt}, since a re-run may keep the id; {@link #UNNAMED} where a
 *     runner was active and no list showed for which job
 * @param most 0 where there is no limit, and nothing is counted
 */
public record Uses(Set<String> begun, int most) {

  public static final Uses UNCOUNTED = new Uses(Set.of(), 0);

  /** A job that began and ended between two looks. */
  static final String UNNAMED = "?";

  private static final Pattern FORM = Pattern.compile("\\d{1,19}\\.\\d{1,9}|\\?");

  public Uses {
    begun = Set.copyOf(begun);
  }

  /** As recorded on a Node; what cannot be read is left out. */
  static Set<String> parse(String text) {
    return Arrays.stream(text.split(",", -1))
        .filter(word -> FORM.matcher(word).matches())
        .collect(Collectors.toSet());
  }

  /** As written into the annotation. */
  public String text() {
    return String.join(",", new TreeSet<>(begun));
  }

  /** The same, and what is seen now. */
  Uses and(Collection<Job> jobs, Collection<Runner> rows) {
    if (most == 0) {
      return this;
    }
    Set<String> all = new TreeSet<>(begun);
    for (Job job : jobs) {
      if (!job.isSomewhere()) {
        all.add(job.id() + "." + job.run().attempt());
      }
    }
    if (all.isEmpty() && rows.stream().anyMatch(row -> row.online() && row.busy())) {
      all.add(UNNAMED);
    }
    return new Uses(all, most);
  }

  /** How many jobs it was given: one that has a name is the one that had none, if one had none. */
  public int count() {
    int named = begun.contains(UNNAMED) ? begun.size() - 1 : begun.size();
    return Math.max(named, begun.isEmpty() ? 0 : 1);
  }

  /** How many more jobs it may be given. */
  public int left() {
    return most == 0 ? Integer.MAX_VALUE : Math.max(0, most - count());
  }

  /** Whether it is to be given no more. */
  public boolean areUp() {
    return left() == 0;
  }
}
