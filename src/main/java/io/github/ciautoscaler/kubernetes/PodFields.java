package io.github.ciautoscaler.kubernetes;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Reads what may be missing. */
final class PodFields {

  private PodFields() {}

  static JsonNode orMissing(@Nullable JsonNode node) {
    return node == null ? MissingNode.getInstance() : node;
  }

  /** What the list of this name holds; nothing where there is none. */
  static Stream<JsonNode> each(JsonNode in, String list) {
    return in.path(list).valueStream();
  }

  /** Empty where it is missing. */
  static String text(JsonNode in, String field) {
    return in.path(field).asString("");
  }

  /** Whether something is written there. */
  static boolean has(JsonNode in, String field) {
    JsonNode value = in.path(field);
    return !value.isMissingNode() && !value.isNull();
  }
}
