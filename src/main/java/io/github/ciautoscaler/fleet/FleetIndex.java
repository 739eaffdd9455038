package io.github.ciautoscaler.fleet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What one observation last knew, by the keys under which it is looked for. */
final class FleetIndex {

  final Observation seen;
  final FleetSettings settings;
  final Map<String, Node> nodes;
  final Map<String, List<Pod>> podsByNode;
  final Map<String, @Nullable String> nodeOfPod = new HashMap<>();
  final Map<String, List<Workload>> workloadsByNode;
  final Iterable<Runner> rows;
  final Map<String, List<Runner>> rowsByName;
  final Map<Long, Runner> rowsById;
  final Map<Long, List<Job>> jobsByRunner;

  /** In progress, and the forge does not say on which runner. */
  final List<Job> somewhere = new ArrayList<>();

  FleetIndex(Observation seen, FleetSettings settings) {
    this.seen = seen;
    this.settings = settings;
    this.nodes = byKey(LastSeen.of(seen.nodes()), Node::name);
    LastSeen<Pod> pods = LastSeen.of(seen.runnerPods());
    this.podsByNode = grouped(pods, Pod::node);
    pods.forEach(pod -> nodeOfPod.put(pod.name(), pod.node()));
    this.workloadsByNode = grouped(LastSeen.of(seen.workloads()), Workload::node);
    this.rows = listsRunners() ? LastSeen.of(seen.runners()) : PodRunners.of(seen, nodes, settings);
    this.rowsByName = grouped(rows, Runner::name);
    this.rowsById = byKey(rows, Runner::id);
    LastSeen<Job> running = LastSeen.of(seen.running());
    this.jobsByRunner = grouped(running, Job::runnerId);
    for (Job job : running) {
      if (job.isSomewhere()) {
        somewhere.add(job);
      }
    }
  }

  /** Whether the forge does; where nobody knows yet it is taken to. */
  boolean listsRunners() {
    return !seen.forge().wasRead() || seen.forgeCan(ForgeInfo.Capability.RUNNER_LIST);
  }

  boolean hasNode(Server server) {
    return nodes.containsKey(server.name())
        || nodes.values().stream()
            .anyMatch(node ->
                Objects.equals(ProviderId.server(node.addresses().providerId()), server.id()));
  }

  /** The last one of each key. */
  private static <K, V> Map<K, V> byKey(Iterable<V> all, Function<V, K> key) {
    Map<K, V> index = new HashMap<>();
    for (V one : all) {
      index.put(key.apply(one), one);
    }
    return index;
  }

  /** All of each key, in their order; what has no key is left out. */
  private static <K, V> Map<K, List<V>> grouped(Iterable<V> all, Function<V, @Nullable K> key) {
    Map<K, List<V>> groups = new HashMap<>();
    for (V one : all) {
      K group = key.apply(one);
      if (group != null) {
        groups.computeIfAbsent(group, first -> new ArrayList<>(1)).add(one);
      }
    }
    return groups;
  }
}
