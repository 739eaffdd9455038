package io.github.ciautoscaler.simulator;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The world's own record of who made which server and which server stands behind which Node,
 * written when it happens. No label, name or annotation can change it.
 */
public final class Origins {

  private final Map<Long, Maker> makers = new HashMap<>();
  private final Map<String, Long> behind = new HashMap<>();
  private final Map<Long, String> nodes = new HashMap<>();
  private final Map<String, Long> names = new HashMap<>();
  private final Map<Long, String> ordered = new HashMap<>();
  private final Set<Long> adopted = new HashSet<>();

  void made(CloudServer server, Maker maker) {
    makers.put(server.id(), maker);
    ordered.put(server.id(), server.name());
    called(server.name(), server.id());
  }

  /** The server has this name from now on. */
  void called(String name, long server) {
    names.put(name, server);
  }

  /** The agent on this server made a Node of this name, for the first time or again. */
  void joined(String node, long server) {
    behind.put(node, server);
    nodes.put(server, node);
  }

  /** We took it over; from now on it is ours. */
  void adopt(long server) {
    adopted.add(server);
  }

  Maker maker(long server) {
    return makers.getOrDefault(server, Maker.PERSON);
  }

  /** Whether we may mark it as ours: the original made it, and its Node is in this cluster. */
  boolean mayBeAdopted(long server) {
    return maker(server) == Maker.ORIGINAL && nodes.containsKey(server);
  }

  boolean isOurs(long server) {
    return maker(server) == Maker.US || adopted.contains(server);
  }

  boolean isOurs(CloudServer server) {
    return isOurs(server.id());
  }

  /**
   * @param node a Node's name, also of one that is gone: what runs or ran there is its server's
   */
  boolean isOurs(String node) {
    Long server = behind.get(node);
    return server != null && isOurs(server);
  }

  /** The server whose agent made the Node of this name last; null where none did. */
  @Nullable Long serverBehind(String node) {
    return behind.get(node);
  }

  /** The name under which it was ordered, and by which its system calls itself. */
  @Nullable String orderedAs(long server) {
    return ordered.get(server);
  }

  /**
   * The server of a machine, by whatever name somebody speaks of it: its Node's, its own, or one
   * that it had before. Null where nothing was ever called so.
   */
  @Nullable Long serverOf(String name) {
    Long joined = behind.get(name);
    return joined != null ? joined : names.get(name);
  }

  /** Whether its agent ever made a Node. */
  boolean hasJoined(long server) {
    return nodes.containsKey(server);
  }

  /** The name of the Node that its agent made last, or would make. */
  String nodeOn(CloudServer server) {
    return nodeOn(server.id());
  }

  String nodeOn(long server) {
    return nodes.getOrDefault(server, ordered.getOrDefault(server, ""));
  }
}
