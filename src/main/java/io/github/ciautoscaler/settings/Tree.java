package io.github.ciautoscaler.settings;

import io.github.ciautoscaler.settings.KeyPath.Index;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Every value that was given, where it stands, and where it came from. More than one may stand at
 * one place; {@link Choice} says which holds.
 *
 * @param problems keys that nobody knows, files that cannot be read
 * @param unreadable places whose file cannot be read
 */
public record Tree(List<Given> values, List<Problem> problems, Set<KeyPath> unreadable) {

  public Tree {
    values = List.copyOf(values);
    problems = List.copyOf(problems);
    unreadable = Set.copyOf(unreadable);
  }

  /** Puts together what all sources say. Files are read here. */
  public static Tree of(Schema schema, List<? extends SettingsSource> sources) {
    TreeBuilder builder = new TreeBuilder(schema);
    sources.forEach(builder::add);
    return builder.tree();
  }

  /** Whoever writes a file of one value empties it first: until it is written, the former holds. */
  public Tree withoutEmptied(Tree before) {
    List<Given> kept = values.stream().map(given -> before.filled(given)).toList();
    return new Tree(kept, problems, unreadable);
  }

  private Given filled(Given now) {
    boolean emptied = now.origin().file() != null && now.value().isBlank();
    return emptied
        ? values.stream().filter(was -> was.origin().equals(now.origin())).findFirst().orElse(now)
        : now;
  }

  /** Those for one setting at the top of the tree that say something. */
  public List<Given> of(Setting<?> setting) {
    return at(KeyPath.ROOT.child(setting.key()));
  }

  /** Those that say something at one place. */
  List<Given> at(KeyPath place) {
    return values.stream()
        .filter(given -> given.at().equals(place) && !given.isEmptyAndMeansUnset())
        .toList();
  }

  /** Which elements of a list somebody wrote, from 0. */
  SortedSet<Integer> elements(KeyPath list) {
    SortedSet<Integer> numbers = new TreeSet<>();
    for (Given given : values) {
      if (given.at().isBelow(list)
          && given.at().steps().get(list.steps().size()) instanceof Index(int number)) {
        numbers.add(number);
      }
    }
    return numbers;
  }
}
