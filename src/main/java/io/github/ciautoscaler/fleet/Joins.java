package io.github.ciautoscaler.fleet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds which Node stands on which server: by the server's id first, which nobody can change, then
 * by name, then by what else tells a machine. Each machine keeps the name it was ordered under.
 */
final class Joins {

  private final Map<String, Node> nodes = new TreeMap<>();
  private final Map<String, PendingLaunch> pendingLaunches;
  private final Map<Long, Server> servers = new HashMap<>();
  private final List<ForeignServer> foreign;
  private final Set<Long> foreignIds = new HashSet<>();
  private final Map<Long, Node> nodeOf = new HashMap<>();
  private final Set<String> claimed = new HashSet<>();
  private final Map<String, Server> named = new HashMap<>();

  Joins(
      Collection<Server> ours,
      List<ForeignServer> foreign,
      Collection<Node> all,
      Map<String, PendingLaunch> pendingLaunches) {
    this.pendingLaunches = pendingLaunches;
    this.foreign = foreign;
    all.forEach(node -> nodes.put(node.name(), node));
    ours.forEach(server -> servers.put(server.id(), server));
    byId();
    foreign.forEach(other -> {
      foreignIds.add(other.server().id());
      claimed.add(other.server().name());
    });
    Map<Long, String> ordered = orderedNames();
    name(ordered);
    byName();
    byTrace();
  }

  /** Our servers by their machine's name. */
  Map<String, Server> servers() {
    return named;
  }

  /** The Node of the machine of this name; null while there is none. */
  @Nullable Node node(String machine) {
    Server server = named.get(machine);
    PendingLaunch pendingLaunch = pendingLaunches.get(machine);
    Long id =
        server != null
            ? Long.valueOf(server.id())
            : pendingLaunch == null ? null : pendingLaunch.serverId();
    Node known = id == null ? null : nodeOf.get(id);
    if (known != null || server != null) {
      return known;
    }
    Node called = nodes.get(machine);
    return called != null && isFree(called, id) ? called : null;
  }

  /** Whether this Node is a known server's, of ours or of somebody else. */
  boolean isClaimed(Node node) {
    return claimed.contains(node.name()) || isAnothers(node);
  }

  private boolean isAnothers(Node node) {
    return foreign.stream().anyMatch(other -> other.isOn(node));
  }

  private void byId() {
    Set<Long> wanted = new HashSet<>(servers.keySet());
    for (PendingLaunch pendingLaunch : pendingLaunches.values()) {
      if (pendingLaunch.serverId() != null) {
        wanted.add(pendingLaunch.serverId());
      }
    }
    for (Node node : nodes.values()) {
      Long id = node.serverId();
      if (id != null && wanted.contains(id) && !nodeOf.containsKey(id)) {
        claim(id, node);
      }
    }
  }

  private void claim(long server, Node node) {
    if (claimed.add(node.name())) {
      nodeOf.put(server, node);
    }
  }

  private Map<Long, String> orderedNames() {
    Map<Long, String> names = new HashMap<>();
    pendingLaunches.forEach((name, pendingLaunch) -> {
      if (pendingLaunch.serverId() != null) {
        names.put(pendingLaunch.serverId(), name);
      }
    });
    return names;
  }

  /** Two machines never share a name: whoever is called so now goes before who was. */
  private void name(Map<Long, String> ordered) {
    record Called(Server server, String name) {}
    List<Called> inOrder = new ArrayList<>(servers.size());
    servers
        .values()
        .forEach(server -> inOrder.add(new Called(server, machineName(server, ordered))));
    inOrder.sort(
        Comparator.comparing((Called it) -> !it.name().equals(it.server().name()))
            .thenComparingLong(it -> it.server().id()));
    for (Called it : inOrder) {
      Server server = it.server();
      String name = it.name();
      String free = !named.containsKey(name) ? name : server.name();
      named.putIfAbsent(named.containsKey(free) ? free + "-" + server.id() : free, server);
    }
  }

  private String machineName(Server server, Map<Long, String> ordered) {
    String known = ordered.get(server.id());
    if (known != null) {
      return known;
    }
    String label = server.labels().getOrDefault(Labels.NAME, "");
    if (!label.isEmpty()) {
      return label;
    }
    Node node = nodeOf.get(server.id());
    return node == null || Labels.isOurNameForm(server.name()) ? server.name() : node.name();
  }

  private void byName() {
    named.forEach((name, server) -> {
      for (String called : List.of(name, server.name())) {
        Node node = nodes.get(called);
        if (node != null && !nodeOf.containsKey(server.id()) && isFree(node, server.id())) {
          claim(server.id(), node);
        }
      }
    });
  }

  /** Whether it is no other server's that is known to exist. */
  private boolean isFree(Node node, @Nullable Long server) {
    Long id = node.serverId();
    boolean others =
        id != null && !id.equals(server) && (servers.containsKey(id) || foreignIds.contains(id));
    return !claimed.contains(node.name()) && !others;
  }

  /** Only where there is one answer: the wrong Node would be drained. */
  private void byTrace() {
    Map<Long, List<Node>> found = new TreeMap<>();
    Map<String, Integer> times = new HashMap<>();
    named.forEach((name, server) -> {
      if (nodeOf.containsKey(server.id())) {
        return;
      }
      for (Node node : nodes.values()) {
        if (!node.isControlPlane()
            && isFree(node, server.id())
            && node.serverId() == null
            && !isAnothers(node)
            && new Trace(node).leadsTo(server, name)) {
          found.computeIfAbsent(server.id(), first -> new ArrayList<>()).add(node);
          times.merge(node.name(), 1, Integer::sum);
        }
      }
    });
    found.forEach((server, candidates) -> {
      if (candidates.size() == 1 && times.getOrDefault(candidates.getFirst().name(), 0) == 1) {
        claim(server, candidates.getFirst());
      }
    });
  }
}
