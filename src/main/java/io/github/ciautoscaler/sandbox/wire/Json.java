package io.github.ciautoscaler.sandbox.wire;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON trees, written as they look on the wire. */
public final class Json {

  private static final JsonMapper MAPPER = JsonMapper.shared();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Json() {}

  /** An object of alternating names and values, in this order. */
  public static ObjectNode object(@Nullable Object... namesAndValues) {
    ObjectNode object = NODES.objectNode();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.set(String.valueOf(namesAndValues[i]), of(namesAndValues[i + 1]));
    }
    return object;
  }

  public static ArrayNode array(Iterable<?> values) {
    ArrayNode array = NODES.arrayNode();
    values.forEach(value -> array.add(of(value)));
    return array;
  }

  /**
   * Null, trees, text, numbers, booleans, instants (whole seconds, UTC), maps and lists of such.
   */
  public static JsonNode of(@Nullable Object value) {
    return switch (value) {
      case null -> NullNode.getInstance();
      case JsonNode node -> node;
      case Instant instant -> NODES.stringNode(time(instant));
      case Map<?, ?> map -> map(map);
      case Iterable<?> many -> array(many);
      default -> MAPPER.valueToTree(value);
    };
  }

  private static ObjectNode map(Map<?, ?> map) {
    ObjectNode object = NODES.objectNode();
    map.forEach((key, value) -> object.set(String.valueOf(key), of(value)));
    return object;
  }

  public static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** Empty for what is no JSON. */
  public static Optional<JsonNode> parse(String text) {
    try {
      JsonNode node = MAPPER.readTree(text);
      return node == null || node.isMissingNode() ? Optional.empty() : Optional.of(node);
    } catch (JacksonException notJson) {
      return Optional.empty();
    }
  }
}
