package io.github.ciautoscaler.settings;

import io.github.ciautoscaler.settings.Given.Origin;
import io.github.ciautoscaler.settings.Given.Rank;
import io.github.ciautoscaler.settings.KeyPath.Index;
import io.github.ciautoscaler.settings.KeyPath.Step;
import io.github.ciautoscaler.settings.Schema.Found;
import io.github.ciautoscaler.settings.Schema.Inner;
import io.github.ciautoscaler.settings.Schema.Unknown;
import io.github.ciautoscaler.settings.Schema.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Finds the place of each value that a source has, and reads the files that are named. */
final class TreeBuilder {

  private final Schema schema;
  private final Map<String, Value> byVariable = new HashMap<>();
  private final List<Given> values = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Set<KeyPath> unreadable = new HashSet<>();

  TreeBuilder(Schema schema) {
    this.schema = schema;
    for (Setting<?> setting : schema.settings()) {
      KeyPath at = KeyPath.ROOT.child(setting.key());
      for (String variable : setting.variables()) {
        byVariable.put(variable, new Value(at, setting, false, OptionalInt.empty()));
        byVariable.put(variable + "_FILE", new Value(at, setting, true, OptionalInt.empty()));
      }
    }
  }

  /** In the order of the declarations, whatever the order of the sources. */
  Tree tree() {
    List<String> keys = schema.keys().toList();
    List<Given> sorted =
        values.stream()
            .sorted(Comparator.comparingInt(given -> keys.indexOf(topKey(given))))
            .toList();
    return new Tree(sorted, problems, unreadable);
  }

  private static String topKey(Given given) {
    return given.at().steps().get(KeyPath.ROOT.steps().size()).toString();
  }

  void add(SettingsSource source) {
    Map<String, SortedMap<Integer, Element>> lists = new LinkedHashMap<>();
    Set<String> unknown = new HashSet<>();
    for (String name : source.names()) {
      switch (find(source, name).orElse(null)) {
        case null -> {}
        case Unknown(String nearest) when unknown.add(withoutIndex(name)) ->
            addUnknown(source, name, nearest);
        case Unknown theNextElementOfIt -> {}
        case Inner(KeyPath at, Schema inner) -> addInner(source, name, at, inner);
        case Value value when value.element().isEmpty() ->
            add(source, new Element(value, name), source.text(name));
        case Value value ->
            lists
                .computeIfAbsent(withoutIndex(name), _ -> new TreeMap<>())
                .put(value.element().getAsInt(), new Element(value, name));
      }
    }
    lists.values().forEach(elements -> addList(source, elements));
  }

  /**
   * @param name as it is spelled in its source
   */
  private record Element(Value value, String name) {
    Setting<?> setting() {
      return value.setting();
    }
  }

  /** Empty for what is not ours. */
  private Optional<Found> find(SettingsSource source, String name) {
    List<Step> steps = KeyPath.parse(name).steps();
    Value variable = byVariable.get(withoutIndex(name));
    if (variable != null) {
      return Optional.of(
          steps.getLast() instanceof Index(int number) ? variable.element(number) : variable);
    }
    boolean ours =
        steps.size() > 1 && KeyPath.ROOT.toString().equalsIgnoreCase(steps.getFirst().toString());
    return ours && !source.isEnvironment()
        ? Optional.of(schema.find(KeyPath.ROOT, steps.subList(1, steps.size())))
        : Optional.empty();
  }

  private static String withoutIndex(String name) {
    return name.replaceFirst("\\[\\d+]$", "");
  }

  private void addUnknown(SettingsSource source, String name, String nearest) {
    problems.add(
        new Problem(
            withoutIndex(name) + " is no setting of ours",
            source.place(name),
            "Did you mean " + nearest + "? All settings: docs/configuration.md."));
  }

  /** An empty list in YAML arrives as an empty text. */
  private void addInner(SettingsSource source, String name, KeyPath at, Schema inner) {
    if (!source.text(name).isBlank()) {
      problems.add(
          new Problem(
              name + " is a single text, where objects must be",
              source.place(name),
              "Write "
                  + (at.steps().getLast() instanceof Index ? at : at.element(0))
                  + " as an object with "
                  + String.join(", ", inner.keys().toList())
                  + "."));
    }
  }

  /** A YAML list arrives as one property for each element. */
  private void addList(SettingsSource source, SortedMap<Integer, Element> elements) {
    List<Element> inOrder = List.copyOf(elements.values());
    List<String> texts = inOrder.stream().map(element -> source.text(element.name())).toList();
    String separator = inOrder.getFirst().setting().kind().separator();
    add(source, inOrder.getFirst(), String.join(separator, texts));
  }

  private void add(SettingsSource source, Element element, String text) {
    String place = source.place(element.name());
    Origin origin = new Origin(withoutIndex(element.name()), place, source.rank(), null);
    KeyPath at = element.value().at();
    try {
      String value = value(source, element.setting(), text);
      Given given = new Given(at, element.setting(), value, origin);
      if (element.value().isFile()) {
        addFile(given);
      } else {
        values.add(given);
      }
    } catch (IllegalArgumentException placeholder) {
      unreadable.add(at);
      problems.add(circular(origin));
    }
  }

  /** Without the value, which may hold a secret. */
  private static Problem circular(Origin origin) {
    return new Problem(
        origin.name() + " has a placeholder that leads back to itself",
        origin.place(),
        "Write the value itself, or name something else between ${ and }.");
  }

  private static String value(SettingsSource source, Setting<?> setting, String text) {
    if (source.rank() == Rank.COMMAND_LINE && setting.kind() == Kind.FLAG && text.isEmpty()) {
      return "true"; // a bare --autoscaler.dry-run must not be taken for "not set"
    }
    return setting.kind().isAsItIs() ? text : source.filled(text);
  }

  private void addFile(Given pointer) {
    try {
      values.add(ValueFile.follow(pointer));
    } catch (IOException e) {
      unreadable.add(pointer.at());
      problems.add(ValueFile.problem(pointer, String.valueOf(e.getMessage())));
    }
  }
}
