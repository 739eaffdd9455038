package io.github.ciautoscaler.sandbox.kubernetes;

import java.util.List;
import java.util.OptionalLong;
import tools.jackson.databind.node.ObjectNode;

/** Where the objects of one kind live. They carry no version: the journal adds it. */
interface Objects {

  List<ObjectNode> all();

  /** Rises with every change of one of them; empty where that is not counted. */
  default OptionalLong version() {
    return OptionalLong.empty();
  }

  /** Adds an object whose name is free; metadata is complete. */
  void add(ObjectNode object);

  /** Replaces the object with the same uid. */
  void replace(ObjectNode object);

  /**
   * @param graceSeconds as the client asks; negative for the object's own
   */
  void delete(ObjectNode object, int graceSeconds);
}
