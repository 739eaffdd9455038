package io.github.ciautoscaler.sandbox.kubernetes;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** All objects of the cluster, by kind. */
final class Kinds {

  /** The objects of one kind with their journal. */
  record Shelf(ApiKind kind, Objects objects, Journal journal) {

    /** Every object, with its version. */
    List<ObjectNode> all() {
      return journal.stamp(objects);
    }

    Optional<ObjectNode> find(String namespace, String name) {
      return all().stream()
          .filter(object -> text(object, "name").equals(name))
          .filter(object -> text(object, "namespace").equals(namespace))
          .findFirst();
    }

    ObjectNode get(String namespace, String name) {
      return find(namespace, name).orElseThrow(() -> Status.notFound(kind, name));
    }
  }

  private final Map<String, Shelf> shelves;

  /**
   * @param known kinds that live in the world; all others are kept as they are written
   */
  Kinds(Map<ApiKind, Objects> known) {
    AtomicLong revision = new AtomicLong(1);
    shelves =
        ApiKind.ALL.stream()
            .map(kind -> shelf(kind, known.getOrDefault(kind, new StoredObjects()), revision))
            .collect(
                Collectors.toMap(
                    shelf -> shelf.kind().qualified(),
                    Function.identity(),
                    (a, _) -> a,
                    TreeMap::new));
  }

  private static Shelf shelf(ApiKind kind, Objects objects, AtomicLong revision) {
    return new Shelf(kind, objects, new Journal(revision, kind));
  }

  Shelf of(ApiKind kind) {
    return java.util.Objects.requireNonNull(shelves.get(kind.qualified()));
  }

  static String text(JsonNode object, String metadata) {
    return object.path("metadata").path(metadata).asString("");
  }
}
