package io.github.ciautoscaler.sandbox.kubernetes;

import io.github.ciautoscaler.sandbox.wire.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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

  private record Seen(ObjectNode object, ObjectNode versioned) {}

  private static final int LIMIT = 5_000;
  private static final int LISTS_KEPT = 20;

  private final AtomicLong revision;
  private final ApiKind kind;
  private final Map<String, Seen> seen = new LinkedHashMap<>();
  private List<ObjectNode> stamped = List.of();
  private OptionalLong stampedAt = OptionalLong.empty();
  private final List<Change> changes = new ArrayList<>();
  private final LinkedHashMap<Long, List<ObjectNode>> cut = new LinkedHashMap<>();
  private long forgotten;

  /**
   * @param revision the cluster's counter, shared by all kinds
   */
  Journal(AtomicLong revision, ApiKind kind) {
    this.revision = revision;
    this.kind = kind;
  }

  /** The same objects with their versions. */
  List<ObjectNode> stamp(Objects objects) {
    OptionalLong at = objects.version();
    if (at.isEmpty() || !at.equals(stampedAt)) {
      stamped = stamp(objects.all());
      stampedAt = at;
    }
    return stamped;
  }

  private List<ObjectNode> stamp(List<ObjectNode> present) {
    Map<String, Seen> now = new LinkedHashMap<>();
    for (ObjectNode object : present) {
      String uid = object.path("metadata").path("uid").asString("");
      now.put(uid, seen(object, seen.get(uid)));
    }
    for (Map.Entry<String, Seen> before : seen.entrySet()) {
      if (!now.containsKey(before.getKey())) {
        note("DELETED", versioned(before.getValue().object(), revision.incrementAndGet()));
      }
    }
    seen.clear();
    seen.putAll(now);
    return now.values().stream().map(Seen::versioned).toList();
  }

  private Seen seen(ObjectNode object, @Nullable Seen old) {
    if (old != null && object.equals(old.object())) {
      return old;
    }
    ObjectNode changed = versioned(object, revision.incrementAndGet());
    note(old == null ? "ADDED" : "MODIFIED", changed);
    return new Seen(object, changed);
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

  /** Keeps a list that is given in portions: all of them are of one moment. */
  void keep(long version, List<ObjectNode> all) {
    cut.put(version, all);
    if (cut.size() > LISTS_KEPT) {
      cut.pollFirstEntry();
    }
  }

  /** What the list held at this version; empty where that is no longer known. */
  Optional<List<ObjectNode>> kept(long version) {
    return Optional.ofNullable(cut.get(version));
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
