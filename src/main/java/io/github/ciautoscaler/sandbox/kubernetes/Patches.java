package io.github.ciautoscaler.sandbox.kubernetes;

import java.util.Map;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The three ways to patch an object: JSON merge patch, strategic merge patch, JSON patch. */
final class Patches {

  /** Lists that a strategic merge patch merges by key; all others it replaces, as taints. */
  private static final Map<String, String> MERGE_KEYS =
      Map.of("conditions", "type", "addresses", "type", "ownerReferences", "uid");

  private Patches() {}

  /** The patched copy. */
  static ObjectNode apply(String contentType, ObjectNode object, JsonNode patch) {
    ObjectNode copy = object.deepCopy();
    switch (contentType.split(";", 2)[0].trim()) {
      case "application/merge-patch+json" -> merge(copy, patch, false);
      case "application/strategic-merge-patch+json" -> merge(copy, patch, true);
      case "application/json-patch+json" -> operations(copy, patch);
      default ->
          throw Status.unsupportedMediaType(
              "application/json-patch+json, application/merge-patch+json,"
                  + " application/strategic-merge-patch+json");
    }
    return copy;
  }

  private static void merge(ObjectNode target, JsonNode patch, boolean strategic) {
    for (Map.Entry<String, JsonNode> change : patch.properties()) {
      String name = change.getKey();
      JsonNode value = change.getValue();
      if (strategic && name.startsWith("$")) {
        continue;
      }
      if (value.isNull()) {
        target.remove(name);
      } else if (value.isObject()) {
        JsonNode old = target.get(name);
        ObjectNode inner = old instanceof ObjectNode known ? known : target.putObject(name);
        merge(inner, value, strategic);
      } else if (strategic && value.isArray() && MERGE_KEYS.containsKey(name)) {
        mergeList(target.withArray(name), value, MERGE_KEYS.get(name));
      } else {
        target.set(name, value);
      }
    }
  }

  private static void mergeList(ArrayNode target, JsonNode patch, String key) {
    for (JsonNode change : patch) {
      int at = indexOf(target, key, change.path(key).asString(""));
      if (change.path("$patch").asString("").equals("delete")) {
        if (at >= 0) {
          target.remove(at);
        }
      } else if (at >= 0 && target.get(at) instanceof ObjectNode known) {
        merge(known, change, true);
      } else {
        target.add(change);
      }
    }
  }

  private static int indexOf(ArrayNode list, String key, String value) {
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i).path(key).asString("").equals(value)) {
        return i;
      }
    }
    return -1;
  }

  private static void operations(ObjectNode target, JsonNode patch) {
    for (JsonNode step : patch) {
      JsonPointer path = JsonPointer.compile(step.path("path").asString(""));
      switch (step.path("op").asString("")) {
        case "add" -> put(target, path, step.path("value"), false);
        case "replace" -> {
          require(target, path);
          put(target, path, step.path("value"), true);
        }
        case "remove" -> {
          require(target, path);
          remove(target, path);
        }
        case "test" -> {
          if (!target.at(path).equals(step.path("value"))) {
            throw Status.invalid("the server rejected our request due to an error in our request");
          }
        }
        default -> throw Status.badRequest("Unexpected kind: " + step.path("op").asString(""));
      }
    }
  }

  private static void require(ObjectNode target, JsonPointer path) {
    if (target.at(path).isMissingNode()) {
      throw Status.invalid("the server rejected our request due to an error in our request");
    }
  }

  private static void put(ObjectNode target, JsonPointer path, JsonNode value, boolean replace) {
    String name = path.last().getMatchingProperty();
    switch (target.at(path.head())) {
      case ObjectNode parent -> parent.set(name, value);
      case ArrayNode list when name.equals("-") -> list.add(value);
      case ArrayNode list when replace -> list.set(path.last().getMatchingIndex(), value);
      case ArrayNode list -> list.insert(path.last().getMatchingIndex(), value);
      default ->
          throw Status.invalid("the server rejected our request due to an error in our request");
    }
  }

  private static void remove(ObjectNode target, JsonPointer path) {
    switch (target.at(path.head())) {
      case ObjectNode parent -> parent.remove(path.last().getMatchingProperty());
      case ArrayNode list -> list.remove(path.last().getMatchingIndex());
      default -> throw new IllegalStateException("checked before: " + path);
    }
  }
}
