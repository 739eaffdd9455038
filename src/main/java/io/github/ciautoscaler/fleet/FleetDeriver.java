package io.github.ciautoscaler.fleet;

import io.github.ciautoscaler.fleet.ManagedNode.Ownership;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Joins one observation's servers, nodes, pods, runners and jobs by name into the fleet. It works
 * on the last complete reading of each source; what may be done with it is the planner's question.
 */
public final class FleetDeriver {

  private final FleetSettings settings;

  public FleetDeriver(FleetSettings settings) {
    this.settings = settings;
  }

  public FleetState derive(Observation seen, Sightings before) {
    return new Derivation(settings, seen, before).fleet();
  }

  /** One derivation's indexes. */
  private static final class Derivation {
    private final FleetSettings settings;
    private final Observation seen;
    private final Sightings before;
    private final Map<String, Node> nodes;
    private final Map<String, List<Pod>> podsByNode;
    private final Map<String, List<Runner>> runnersByName;
    private final Map<Long, Runner> runnersById;
    private final Map<Long, List<Job>> jobsByRunner;
    private final Map<String, Server> servers = new TreeMap<>();
    private final Map<String, Ownership> owned = new HashMap<>();
    private final List<ForeignServer> foreign = new ArrayList<>();
    private final Set<Long> claimed = new HashSet<>();

    Derivation(FleetSettings settings, Observation seen, Sightings before) {
      this.settings = settings;
      this.seen = seen;
      this.before = before;
      this.nodes = byName(seen.nodes().known().orElse(List.of()));
      this.podsByNode =
          seen.runnerPods().known().orElse(List.of()).stream()
              .filter(pod -> pod.node() != null)
              .collect(Collectors.groupingBy(pod -> String.valueOf(pod.node())));
      List<Runner> rows = seen.runners().known().orElse(List.of());
      this.runnersByName = rows.stream().collect(Collectors.groupingBy(Runner::name));
      this.runnersById =
          rows.stream().collect(Collectors.toMap(Runner::id, Function.identity(), (a, b) -> b));
      this.jobsByRunner =
          seen.running().known().orElse(List.of()).stream()
              .filter(job -> job.runnerId() != null)
              .collect(Collectors.groupingBy(job -> job.runnerId() == null ? 0 : job.runnerId()));
      seen.servers().known().orElse(List.of()).forEach(this::classify);
    }

    FleetState fleet() {
      List<ManagedNode> machines = machines();
      Set<String> names = machines.stream().map(ManagedNode::name).collect(Collectors.toSet());
      List<Node> orphans = orphanNodes(names);
      List<Runner> rows = seen.runners().known().orElse(List.of());
      Set<Long> noted = new HashSet<>();
      Set<Long> gone = new HashSet<>();
      seen.notes()
          .registrations()
          .forEach((name, ids) -> {
            noted.addAll(ids);
            if (!names.contains(name) && !nodes.containsKey(name)) {
              gone.addAll(ids);
            }
          });
      List<Runner> permanent =
          rows.stream()
              .filter(row -> !claimed.contains(row.id()) && !noted.contains(row.id()))
              .toList();
      List<Runner> orphanRunners =
          rows.stream()
              .filter(row -> gone.contains(row.id()) && !claimed.contains(row.id()))
              .filter(row -> !row.online() && !jobsByRunner.containsKey(row.id()))
              .toList();
      return new FleetState(
          seen,
          machines,
          foreign,
          permanent,
          orphans,
          orphanRunners,
          new Sighter(seen, before).next(machines, permanent, orphans, orphanRunners));
    }

    private void classify(Server server) {
      String installation = server.labels().get(Labels.INSTALLATION);
      if (installation != null && !installation.equals(seen.installation())) {
        foreign.add(new ForeignServer(server, installation));
        return;
      }
      Ownership ownership = installation != null ? Ownership.OURS : seedOwnership(server);
      if (ownership == null) {
        foreign.add(new ForeignServer(server, ""));
        return;
      }
      servers.put(server.name(), server);
      owned.put(server.name(), ownership);
    }

    private @Nullable Ownership seedOwnership(Server server) {
      if (nodes.containsKey(server.name()) || settings.adoptUnowned()) {
        return Ownership.ADOPTABLE;
      }
      boolean young =
          server.created().plus(settings.provisioningTimeout()).isAfter(seen.now())
              && Labels.isOurNameForm(server.name());
      return young || seen.nodes().known().isEmpty() ? Ownership.SEED_YOUNG : null;
    }

    private List<ManagedNode> machines() {
      Set<String> names = new TreeSet<>(servers.keySet());
      names.addAll(seen.notes().intents().keySet());
      boolean serversKnown = seen.servers().known().isPresent();
      for (Node node : nodes.values()) {
        boolean beingRemoved =
            Stage.REMOVING.word().equals(node.annotations().get(NodeMarks.STAGE));
        if (Labels.isManaged(node.labels()) && (beingRemoved || !serversKnown)) {
          names.add(node.name());
        }
      }
      return names.stream().map(this::machine).toList();
    }

    private ManagedNode machine(String name) {
      Server server = servers.get(name);
      Node node = nodes.get(name);
      NodeMarks marks = node == null ? NodeMarks.NONE : NodeMarks.of(node.annotations());
      List<Pod> pods = podsByNode.getOrDefault(name, List.of());
      List<Runner> rows = rowsOf(name, pods, marks);
      List<Job> jobs =
          rows.stream()
              .flatMap(row -> jobsByRunner.getOrDefault(row.id(), List.of()).stream())
              .toList();
      Notes.Intent intent = seen.notes().intents().get(name);
      String pool =
          server != null && server.labels().containsKey(Labels.POOL)
              ? server.labels().getOrDefault(Labels.POOL, Pool.DEFAULT)
              : intent != null ? intent.pool() : Pool.DEFAULT;
      Lifecycle lifecycle = lifecycle(name, server, node, marks, rows, jobs, intent);
      return new ManagedNode(
          name,
          pool,
          server,
          node,
          pods,
          rows,
          jobs,
          marks,
          owned.getOrDefault(name, Ownership.OURS),
          lifecycle);
    }

    private List<Runner> rowsOf(String name, List<Pod> pods, NodeMarks marks) {
      Map<Long, Runner> rows = new TreeMap<>();
      runnersByName.getOrDefault(name, List.of()).forEach(row -> rows.put(row.id(), row));
      for (Pod pod : pods) {
        runnersByName.getOrDefault(pod.name(), List.of()).forEach(row -> rows.put(row.id(), row));
      }
      Set<Long> noted = new HashSet<>(marks.runnerIds());
      noted.addAll(seen.notes().registrations().getOrDefault(name, Set.of()));
      for (Long id : noted) {
        Runner row = runnersById.get(id);
        if (row != null) {
          rows.put(id, row);
        }
      }
      claimed.addAll(rows.keySet());
      return List.copyOf(rows.values());
    }

    private Lifecycle lifecycle(
        String name,
        @Nullable Server server,
        @Nullable Node node,
        NodeMarks marks,
        List<Runner> rows,
        List<Job> jobs,
        Notes.@Nullable Intent intent) {
      if (marks.stage() == Stage.REMOVING && (jobs.isEmpty() || server == null)) {
        return new Lifecycle.Removing(orNow(marks.stageSince()));
      }
      if (!jobs.isEmpty()) {
        return new Lifecycle.Busy(since(name, "Busy"), rows, jobs);
      }
      if (marks.stage() == Stage.DEREGISTERING) {
        return new Lifecycle.Deregistering(
            orNow(marks.stageSince()), rows, marks.quietSince(), marks.firstLook());
      }
      if (marks.stage() == Stage.DRAINING) {
        return new Lifecycle.Draining(since(name, "Draining"), rows);
      }
      boolean served = intent == null && (!marks.runnerIds().isEmpty() || !rows.isEmpty());
      if (rows.stream().anyMatch(Derivation::isUsable) || marks.idleSince() != null || served) {
        return new Lifecycle.Idle(orNow(marks.idleSince()), rows);
      }
      Instant ordered =
          server != null ? server.created() : intent != null ? intent.startedAt() : seen.now();
      return new Lifecycle.Provisioning(ordered, step(server, node, marks));
    }

    private static Lifecycle.Provisioning.Step step(
        @Nullable Server server, @Nullable Node node, NodeMarks marks) {
      if (node == null) {
        return server == null || !server.isStarted()
            ? Lifecycle.Provisioning.Step.NO_SERVER_START
            : Lifecycle.Provisioning.Step.NO_NODE;
      }
      boolean everReady =
          node.isReady() || marks.readyAt() != null || node.ready() == Node.Ready.UNKNOWN;
      return everReady
          ? Lifecycle.Provisioning.Step.NO_RUNNER
          : Lifecycle.Provisioning.Step.NEVER_READY;
    }

    private List<Node> orphanNodes(Set<String> machineNames) {
      if (seen.servers().known().isEmpty()) {
        return List.of();
      }
      return nodes.values().stream()
          .filter(node -> Labels.isManaged(node.labels()) && !node.isControlPlane())
          .filter(node -> !machineNames.contains(node.name()) && !node.isReady())
          .sorted(Comparator.comparing(Node::name))
          .toList();
    }

    private static boolean isUsable(Runner row) {
      return row.online() && !row.disabled();
    }

    private Instant since(String name, String word) {
      Sightings.StateSince state = before.states().get(name);
      return state != null && state.word().equals(word) ? state.since() : seen.now();
    }

    private Instant orNow(@Nullable Instant instant) {
      return instant == null ? seen.now() : instant;
    }

    private static Map<String, Node> byName(List<Node> nodes) {
      return nodes.stream()
          .collect(Collectors.toMap(Node::name, Function.identity(), (a, b) -> b, TreeMap::new));
    }
  }
}
