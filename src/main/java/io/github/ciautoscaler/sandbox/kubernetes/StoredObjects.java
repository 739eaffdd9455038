package io.github.ciautoscaler.sandbox.kubernetes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Objects that the simulated world knows nothing of: kept as they were written. */
final class StoredObjects implements Objects {

  private final Map<String, ObjectNode> byUid = new LinkedHashMap<>();

  @Override
  public List<ObjectNode> all() {
    return List.copyOf(byUid.values());
  }

  @Override
  public void add(ObjectNode object) {
    byUid.put(uidOf(object), object.deepCopy());
  }

  @Override
  public void replace(ObjectNode object) {
    add(object);
  }

  @Override
  public void delete(ObjectNode object, int graceSeconds) {
    byUid.remove(uidOf(object));
  }

  private static String uidOf(ObjectNode object) {
    return object.path("metadata").path("uid").asString("");
  }
}
