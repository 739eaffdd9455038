package io.github.ciautoscaler.convert;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * A part of a document that was read, whose values are asked for by name and type.
 *
 * @param path where it stands, for whoever must mend it
 * @param matchesCase whether capitals make another key
 */
record Part(String path, JsonNode node, boolean matchesCase) {

  Part {
    if (!node.isObject()) {
      throw new BadInput(
          "%s is no group of keys and values.".formatted(path),
          "Write it as the documentation of what you come from shows.");
    }
  }

  private Optional<JsonNode> find(String key) {
    return node.properties().stream()
        .filter(one -> matchesCase ? one.getKey().equals(key) : one.getKey().equalsIgnoreCase(key))
        .map(Map.Entry::getValue)
        .filter(value -> !value.isNull())
        .findFirst();
  }

  boolean has(String key) {
    return find(key).isPresent();
  }

  /** The keys that are none of these. */
  List<String> others(List<String> known) {
    TreeSet<String> names = new TreeSet<>(node.propertyNames());
    names.removeIf(name ->
        known.stream()
            .anyMatch(one -> matchesCase ? one.equals(name) : one.equalsIgnoreCase(name)));
    return List.copyOf(names);
  }

  Optional<Part> part(String key) {
    return find(key).map(value -> new Part(at(key), value, matchesCase));
  }

  /** None where the key is missing. */
  List<Part> parts(String key) {
    List<Part> parts = new ArrayList<>();
    for (JsonNode value : array(key)) {
      parts.add(new Part(at(key) + "[" + parts.size() + "]", value, matchesCase));
    }
    return parts;
  }

  /** Text, or a number as text; an empty one counts as missing. */
  Optional<String> text(String key) {
    return find(key).map(value -> scalar(key, value)).filter(text -> !text.isBlank());
  }

  /** Text as it stands there, an empty one too. */
  Optional<String> raw(String key) {
    return find(key).map(value -> scalar(key, value));
  }

  boolean isNumber(String key) {
    return find(key).filter(JsonNode::isNumber).isPresent();
  }

  /** What the elements of a list are; none where the key is missing. */
  List<JsonNode> elements(String key) {
    List<JsonNode> elements = new ArrayList<>();
    array(key).forEach(elements::add);
    return elements;
  }

  /** A list, or one value alone. */
  List<String> texts(String key) {
    JsonNode value = find(key).orElse(null);
    if (value == null) {
      return List.of();
    }
    return value.isArray()
        ? value.valueStream().map(one -> scalar(key, one)).toList()
        : List.of(scalar(key, value));
  }

  Map<String, String> pairs(String key) {
    Map<String, String> pairs = new LinkedHashMap<>();
    part(key)
        .ifPresent(part ->
            part.node()
                .properties()
                .forEach(
                    pair -> pairs.put(pair.getKey(), part.scalar(pair.getKey(), pair.getValue()))));
    return pairs;
  }

  Optional<Boolean> flag(String key) {
    return find(key)
        .map(value ->
            value.isBoolean() ? value.asBoolean() : fail(key, "neither true nor false", "true"));
  }

  /** From 0 on, at most a million. */
  Optional<Integer> count(String key) {
    return find(key)
        .map(value ->
            value.isIntegralNumber()
                    && value.canConvertToInt()
                    && value.asInt() >= 0
                    && value.asInt() <= NodeGroup.MOST
                ? value.asInt()
                : fail(key, "no whole number from 0 to " + NodeGroup.MOST, "5"));
  }

  Optional<Double> factor(String key) {
    return find(key)
        .map(value ->
            value.isNumber() && value.asDouble() >= 0 && Double.isFinite(value.asDouble())
                ? value.asDouble()
                : fail(key, "no number from 0 on", "0.5"));
  }

  String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private Iterable<JsonNode> array(String key) {
    JsonNode value = find(key).orElse(null);
    if (value != null && !value.isArray()) {
      throw new BadInput(
          "%s is no list.".formatted(at(key)),
          "Write one element after the other, in TOML under [[%s]].".formatted(key));
    }
    return value == null ? List.of() : value;
  }

  private String scalar(String key, JsonNode value) {
    return value.isString() || value.isNumber()
        ? value.asString()
        : this.<String>fail(key, "no text", "\"text\"");
  }

  private <T> T fail(String key, String what, String example) {
    throw new BadInput(
        "%s is %s.".formatted(at(key), what), "Write it as in %s = %s.".formatted(key, example));
  }
}
