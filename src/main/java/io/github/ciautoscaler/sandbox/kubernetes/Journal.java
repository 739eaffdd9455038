package io.github.ciautoscaler.sandbox.kubernetes;

import io.github.ciautoscaler.sandbox.wire.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Gives the objects of one kind their versions, and remembers their changes for watches. It learns
 * of a change by comparing what is with what it saw last.
 */
final class Journal {

  /** What a watch sends. */
  record Change(long version, String type, ObjectNode object) {}

  private static final int LIMIT = 5_000;

  private final AtomicLong revision;
  private final ApiKind kind;
  private final Map<String, ObjectNode> seen = new LinkedHashMap<>();
  private final List<Change> changes = new ArrayList<>();
  private long forgotten;

  /**
   * @param revision the cluster's counter, shared by all kinds
   */
  Journal(AtomicLong revision, ApiKind kind) {
    this.revision = revision;
    this.kind = kind;
  }

  /** The same objects with their versions. */
  List<ObjectNode> stamp(List<ObjectNode> present) {
    Map<String, ObjectNode> now = new LinkedHashMap<>();
    for (ObjectNode object : present) {
      String uid = object.path("metadata").path("uid").asString("");
      now.put(uid, stamped(object, seen.get(uid)));
    }
    for (Map.Entry<String, ObjectNode> before : seen.entrySet()) {
      if (!now.containsKey(before.getKey())) {
        note("DELETED", versioned(before.getValue(), revision.incrementAndGet()));
      }
    }
    seen.clear();
    seen.putAll(now);
    return List.copyOf(now.values());
  }

  private ObjectNode stamped(ObjectNode object, @Nullable ObjectNode old) {
    if (old != null) {
      ObjectNode same = versioned(object, versionOf(old));
      if (same.equals(old)) {
        return old;
      }
    }
    ObjectNode changed = versioned(object, revision.incrementAndGet());
    note(old == null ? "ADDED" : "MODIFIED", changed);
    return changed;
  }

  private void note(String type, ObjectNode object) {
    changes.add(new Change(versionOf(object), type, object));
    if (changes.size() > LIMIT) {
      forgotten = changes.removeFirst().version();
    }
  }

  /** What happened after this version; empty where that is no longer known. */
  Optional<List<Change>> since(long version) {
    return version < forgotten
        ? Optional.empty()
        : Optional.of(changes.stream().filter(change -> change.version() > version).toList());
  }

  long version() {
    return revision.get();
  }

  static long versionOf(ObjectNode object) {
    return Long.parseLong(object.path("metadata").path("resourceVersion").asString("0"));
  }

  private ObjectNode versioned(ObjectNode object, long version) {
    ObjectNode whole = Json.object("kind", kind.kind(), "apiVersion", kind.apiVersion());
    whole.setAll(object.deepCopy());
    whole.withObjectProperty("metadata").put("resourceVersion", String.valueOf(version));
    return whole;
  }
}
