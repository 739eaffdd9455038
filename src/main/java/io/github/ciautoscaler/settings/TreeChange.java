package io.github.ciautoscaler.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a tree that was read anew says otherwise than the one in use. */
public record TreeChange(Tree before, Tree now) {

  /**
   * A place where something else holds now.
   *
   * @param shown a sentence without a full stop, without any secret
   */
  public record Difference(KeyPath at, Setting<?> setting, String shown) {

    /** Whether it is about the whole fleet, and not about one element of a list. */
    public boolean isAtTheTop() {
      return at.steps().size() == KeyPath.ROOT.steps().size() + 1;
    }
  }

  public List<Difference> differences() {
    Map<KeyPath, Given> old = Choice.of(before).chosen();
    Map<KeyPath, Given> young = Choice.of(now).chosen();
    Set<KeyPath> places = new LinkedHashSet<>(young.keySet());
    places.addAll(old.keySet());
    List<Difference> differences = new ArrayList<>();
    for (KeyPath place : places) {
      Given was = old.get(place);
      Given is = young.get(place);
      if (!Objects.equals(value(was), value(is))) {
        differences.add(difference(place, was, is));
      }
    }
    return differences;
  }

  private static @Nullable String value(@Nullable Given given) {
    return given == null ? null : given.value().strip();
  }

  private static Difference difference(KeyPath place, @Nullable Given was, @Nullable Given is) {
    Given any = Objects.requireNonNull(is == null ? was : is);
    String shown =
        is == null ? any.name() + " is not set any more" : is.name() + " is now " + is.shown();
    return new Difference(place, any.setting(), shown);
  }

  /** The new tree, with what the old one says at these places. */
  public Tree holding(Set<KeyPath> places) {
    List<Given> mixed = new ArrayList<>();
    Map<KeyPath, List<Given>> held = new LinkedHashMap<>();
    before.values().stream()
        .filter(given -> places.contains(given.at()))
        .forEach(given -> held.computeIfAbsent(given.at(), _ -> new ArrayList<>()).add(given));
    for (Given given : now.values()) {
      if (places.contains(given.at())) {
        mixed.addAll(Objects.requireNonNullElse(held.remove(given.at()), List.of()));
      } else {
        mixed.add(given);
      }
    }
    held.values().forEach(mixed::addAll);
    return new Tree(mixed, now.problems(), now.unreadable());
  }
}
