package io.github.ciautoscaler.sandbox.kubernetes;

import io.github.ciautoscaler.sandbox.wire.Json;
import io.github.ciautoscaler.sandbox.wire.LabelSelector;
import io.github.ciautoscaler.sandbox.wire.Request;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Which objects a list or watch wants, in what portions. */
record ListQuery(
    String namespace,
    LabelSelector labels,
    List<FieldTerm> fields,
    int limit,
    Optional<Cursor> cursor) {

  /** Where a list goes on, and at which version it began. */
  record Cursor(long version, String after) {}

  private record Keyed(String key, ObjectNode object) {}

  private record FieldTerm(String field, boolean equal, String value) {
    boolean matches(ObjectNode object) {
      JsonNode node = object.at("/" + field.replace('.', '/'));
      return (node.isMissingNode() || node.isNull() ? "" : node.asString()).equals(value) == equal;
    }
  }

  /** One portion of a list; {@code next} is empty on the last. */
  record Portion(List<ObjectNode> items, Optional<String> next, int remaining) {}

  static ListQuery of(Call call, Request request) {
    String selector = request.first("labelSelector").orElse("");
    LabelSelector labels =
        LabelSelector.parse(selector)
            .orElseThrow(
                () -> Status.badRequest("unable to parse requirement: \"" + selector + "\""));
    return new ListQuery(
        call.namespace(),
        labels,
        fields(call.kind(), request.first("fieldSelector").orElse("")),
        Math.max(0, request.number("limit", 0)),
        request.first("continue").filter(token -> !token.isEmpty()).map(ListQuery::cursor));
  }

  private static List<FieldTerm> fields(ApiKind kind, String selector) {
    return List.of(selector.split(",")).stream()
        .filter(term -> !term.isBlank())
        .map(term -> field(kind, term))
        .toList();
  }

  private static FieldTerm field(ApiKind kind, String term) {
    boolean equal = !term.contains("!=");
    String[] sides = term.split("!=|==|=", 2);
    if (sides.length != 2) {
      throw Status.badRequest(
          "invalid selector: '%s'; can't understand '%s'".formatted(term, term));
    }
    if (!kind.fields().contains(sides[0])) {
      throw Status.badRequest("field label not supported: " + sides[0]);
    }
    return new FieldTerm(sides[0], equal, sides[1]);
  }

  boolean wants(ObjectNode object) {
    JsonNode metadata = object.path("metadata");
    return (namespace.isEmpty() || metadata.path("namespace").asString("").equals(namespace))
        && labels.matches(labelsOf(metadata))
        && fields.stream().allMatch(term -> term.matches(object));
  }

  private static Map<String, String> labelsOf(JsonNode metadata) {
    Map<String, String> labels = new HashMap<>();
    metadata
        .path("labels")
        .properties()
        .forEach(e -> labels.put(e.getKey(), e.getValue().asString()));
    return labels;
  }

  /**
   * @param all what the list held at the version
   */
  Portion portion(List<ObjectNode> all, long version) {
    String after = cursor.map(Cursor::after).orElse("");
    List<Keyed> rest =
        all.stream()
            .filter(this::wants)
            .map(object -> new Keyed(keyOf(object), object))
            .filter(keyed -> keyed.key().compareTo(after) > 0)
            .sorted(Comparator.comparing(Keyed::key))
            .toList();
    if (limit == 0 || rest.size() <= limit) {
      return new Portion(objects(rest), Optional.empty(), 0);
    }
    List<Keyed> items = rest.subList(0, limit);
    return new Portion(
        objects(items), Optional.of(token(items.getLast().key(), version)), rest.size() - limit);
  }

  private static List<ObjectNode> objects(List<Keyed> keyed) {
    return keyed.stream().map(Keyed::object).toList();
  }

  private static String keyOf(ObjectNode object) {
    JsonNode metadata = object.path("metadata");
    return metadata.path("namespace").asString("") + "/" + metadata.path("name").asString("");
  }

  private static String token(String key, long version) {
    ObjectNode token = Json.object("v", "meta.k8s.io/v1", "rv", version, "start", key + "\u0000");
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(token.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static Cursor cursor(String token) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      JsonNode parts = Json.parse(text).orElseThrow(IllegalArgumentException::new);
      return new Cursor(parts.path("rv").asLong(0), parts.path("start").asString(""));
    } catch (IllegalArgumentException broken) {
      throw Status.badRequest("continue key is not valid: " + broken.getMessage());
    }
  }
}
