package io.github.ciautoscaler.settings;

import io.github.ciautoscaler.settings.KeyPath.Index;
import io.github.ciautoscaler.settings.KeyPath.Name;
import io.github.ciautoscaler.settings.KeyPath.Step;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an object of the tree may hold: settings, and lists of objects. */
public record Schema(List<Setting<?>> settings, List<ObjectList<?>> lists) {

  private static final String FILE = "-file";

  public Schema {
    settings = List.copyOf(settings);
    lists = List.copyOf(lists);
  }

  /** What a key stands for. */
  sealed interface Found {}

  /**
   * A setting's value, or one element of it where it is a list.
   *
   * @param isFile whether the value is the path of a file that holds the value proper
   */
  record Value(KeyPath at, Setting<?> setting, boolean isFile, OptionalInt element)
      implements Found {

    Value element(int number) {
      return new Value(at, setting, isFile, OptionalInt.of(number));
    }
  }

  /** A list of objects, or one of its objects, where only what is below it has a value. */
  record Inner(KeyPath at, Schema element) implements Found {}

  /** Nothing; {@code nearest} looks most like it. */
  record Unknown(String nearest) implements Found {}

  /**
   * @param here where this object stands
   * @param steps from here on
   */
  Found find(KeyPath here, List<Step> steps) {
    int words = isDeeper(steps) ? 2 : Math.min(1, steps.size());
    String name =
        steps.subList(0, words).stream().map(Step::toString).collect(Collectors.joining("."));
    List<Step> rest = steps.subList(words, steps.size());
    return settings.stream()
        .flatMap(setting -> asSetting(here, setting, new Name(name), rest))
        .findFirst()
        .or(() ->
            lists.stream()
                .filter(list -> new Name(name).means(list.key()))
                .map(list -> inList(here.child(list.key()), list.element(), rest))
                .findFirst())
        .orElseGet(() -> new Unknown(nearest(here, name)));
  }

  /** Whether some setting's key is these two names. */
  private boolean isDeeper(List<Step> steps) {
    return steps.size() > 1
        && steps.get(1) instanceof Name
        && keys().anyMatch(key -> key.startsWith(steps.getFirst() + "."));
  }

  private static Stream<Found> asSetting(
      KeyPath here, Setting<?> setting, Name name, List<Step> rest) {
    OptionalInt element =
        rest.size() == 1 && rest.getFirst() instanceof Index(int number)
            ? OptionalInt.of(number)
            : OptionalInt.empty();
    if (!rest.isEmpty() && element.isEmpty()) {
      return Stream.of();
    }
    KeyPath at = here.child(setting.key());
    boolean direct = setting.keys().stream().anyMatch(name::means);
    boolean file = setting.keys().stream().anyMatch(key -> name.means(key + FILE));
    return direct || file ? Stream.of(new Value(at, setting, !direct, element)) : Stream.of();
  }

  private static Found inList(KeyPath list, Schema schema, List<Step> rest) {
    if (rest.isEmpty()) {
      return new Inner(list, schema);
    }
    if (!(rest.getFirst() instanceof Index(int number))) {
      return new Unknown(list.element(0).child(schema.keys().findFirst().orElse("")).toString());
    }
    KeyPath element = list.element(number);
    return rest.size() == 1
        ? new Inner(element, schema)
        : schema.find(element, rest.subList(1, rest.size()));
  }

  private String nearest(KeyPath here, String name) {
    String uniform = KeyPath.uniform(name);
    return keys()
        .min(Comparator.comparingInt(key -> distance(uniform, KeyPath.uniform(key))))
        .map(key -> here.child(key).toString())
        .orElse("");
  }

  /** A key with a word too many is near to it, whichever the word. */
  private static int distance(String name, String key) {
    int letters = Nearness.distance(name, key);
    return name.startsWith(key) ? Math.min(2, letters) : letters;
  }

  /** Every key that it knows, aliases included. */
  Stream<String> keys() {
    return Stream.concat(
        settings.stream().flatMap(setting -> setting.keys().stream()),
        lists.stream().map(ObjectList::key));
  }
}
