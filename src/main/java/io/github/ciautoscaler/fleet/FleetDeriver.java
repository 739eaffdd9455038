package io.github.ciautoscaler.fleet;

import io.github.ciautoscaler.fleet.Machine.Ownership;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Joins one observation's servers, nodes, pods, runners and jobs into the fleet. It works on the
 * last complete reading of each source; what may be done with it is the planner's question.
 */
public final class FleetDeriver {

  private final FleetSettings settings;

  public FleetDeriver(FleetSettings settings) {
    this.settings = settings;
  }

  public FleetState derive(Observation seen, Conditions before) {
    return new Derivation(settings, seen, before).fleet();
  }

  /** One derivation's indexes. */
  private static final class Derivation {
    private final FleetSettings settings;
    private final Observation seen;
    private final Conditions before;
    private final Map<String, Node> nodes;
    private final Map<String, List<Pod>> podsByNode;
    private final Map<String, List<Runner>> runnersByName;
    private final Map<Long, Runner> runnersById;
    private final Map<Long, List<Job>> jobsByRunner;
    private final List<Server> ours = new ArrayList<>();
    private final Joins joins;
    private final Map<Long, Ownership> owned = new HashMap<>();
    private final List<ForeignServer> foreign = new ArrayList<>();
    private final Map<String, @Nullable String> nodeOfPod = new HashMap<>();
    private final Set<Long> claimed = new HashSet<>();

    Derivation(FleetSettings settings, Observation seen, Conditions before) {
      this.settings = settings;
      this.seen = seen;
      this.before = before;
      this.nodes = byKey(seen.nodes().known().orElse(List.of()), Node::name);
      this.podsByNode = grouped(seen.runnerPods().known().orElse(List.of()), Pod::node);
      List<Runner> rows = seen.runners().known().orElse(List.of());
      this.runnersByName = grouped(rows, Runner::name);
      this.runnersById = byKey(rows, Runner::id);
      this.jobsByRunner = grouped(seen.running().known().orElse(List.of()), Job::runnerId);
      seen.runnerPods()
          .known()
          .orElse(List.of())
          .forEach(pod -> nodeOfPod.put(pod.name(), pod.node()));
      seen.servers().known().orElse(List.of()).forEach(this::classify);
      this.joins = new Joins(ours, foreign, nodes.values(), seen.notes().pendingLaunches());
    }

    FleetState fleet() {
      List<Machine> machines = machines();
      Set<String> names = new HashSet<>();
      machines.forEach(machine -> names.addAll(machine.names()));
      List<Node> orphans = orphanNodes(names);
      List<Runner> permanent = new ArrayList<>();
      List<Runner> orphanRunners = new ArrayList<>();
      sortUnclaimed(names, permanent, orphanRunners);
      return new FleetState(
          seen,
          machines,
          foreign,
          permanent,
          orphans,
          orphanRunners,
          new ConditionTracker(seen, before).next(machines, permanent, orphans, orphanRunners));
    }

    /** A row that is no machine's is permanent, unless we noted it as a machine's before. */
    private void sortUnclaimed(
        Set<String> machineNames, List<Runner> permanent, List<Runner> orphanRunners) {
      List<Runner> unclaimed = new ArrayList<>();
      for (Runner row : seen.runners().known().orElse(List.of())) {
        if (!claimed.contains(row.id())) {
          unclaimed.add(row);
        }
      }
      if (unclaimed.isEmpty()) {
        return;
      }
      Set<Long> noted = new HashSet<>();
      Set<Long> gone = new HashSet<>();
      seen.notes()
          .registrations()
          .forEach((name, ids) -> {
            noted.addAll(ids);
            if (!machineNames.contains(name) && !nodes.containsKey(name)) {
              gone.addAll(ids);
            }
          });
      for (Runner row : unclaimed) {
        if (!noted.contains(row.id())) {
          permanent.add(row);
        } else if (gone.contains(row.id())
            && !row.online()
            && !jobsByRunner.containsKey(row.id())) {
          orphanRunners.add(row);
        }
      }
    }

    private void classify(Server server) {
      String installation = server.labels().get(Labels.INSTALLATION);
      if (installation != null && !installation.equals(seen.installation())) {
        foreign.add(new ForeignServer(server, installation));
        return;
      }
      Ownership ownership = installation != null ? Ownership.OURS : originalOwnership(server);
      if (ownership == null) {
        foreign.add(new ForeignServer(server, ""));
        return;
      }
      ours.add(server);
      owned.put(server.id(), ownership);
    }

    private @Nullable Ownership originalOwnership(Server server) {
      if (hasNode(server) || settings.adoptUnowned()) {
        return Ownership.ADOPTABLE;
      }
      boolean young =
          server.created().plus(settings.provisioningTimeout()).isAfter(seen.now())
              && Labels.isOurNameForm(server.name());
      return young || seen.nodes().known().isEmpty() ? Ownership.ORIGINAL_YOUNG : null;
    }

    private boolean hasNode(Server server) {
      return nodes.containsKey(server.name())
          || nodes.values().stream()
              .anyMatch(node -> Objects.equals(ProviderId.server(node.providerId()), server.id()));
    }

    private List<Machine> machines() {
      Set<String> names = new HashSet<>(joins.servers().keySet());
      names.addAll(seen.notes().pendingLaunches().keySet());
      Set<String> joined = new HashSet<>();
      for (String name : names) {
        Node node = joins.node(name);
        if (node != null) {
          joined.add(node.name());
        }
      }
      boolean serversKnown = seen.servers().known().isPresent();
      for (Node node : nodes.values()) {
        boolean beingRemoved = node.marks().stage() == Stage.REMOVING;
        if (Labels.isManaged(node.labels())
            && (beingRemoved || !serversKnown)
            && !node.marks().areOfAnother(seen.installation())
            && !joined.contains(node.name())
            && !joins.isClaimed(node)) {
          names.add(node.name());
        }
      }
      List<String> inOrder = new ArrayList<>(names);
      Collections.sort(inOrder);
      List<Machine> machines = new ArrayList<>(inOrder.size());
      inOrder.forEach(name -> machines.add(machine(name)));
      return machines;
    }

    private Machine machine(String name) {
      Server server = joins.servers().get(name);
      Node node = joins.node(name);
      String onNode = node == null ? name : node.name();
      NodeMarks marks = node == null ? NodeMarks.NONE : node.marks();
      List<Pod> pods = podsByNode.getOrDefault(onNode, List.of());
      List<Runner> rows = rowsOf(name, onNode, server, pods, marks);
      List<Job> jobs = jobsOf(name, rows, marks);
      Notes.PendingLaunch pendingLaunch = seen.notes().pendingLaunches().get(name);
      String pool =
          server != null && server.labels().containsKey(Labels.POOL)
              ? server.labels().getOrDefault(Labels.POOL, Pool.DEFAULT)
              : pendingLaunch != null ? pendingLaunch.pool() : Pool.DEFAULT;
      Lifecycle lifecycle = lifecycle(name, server, node, marks, rows, jobs, pendingLaunch);
      return new Machine(
          name,
          pool,
          server,
          node,
          pods,
          rows,
          jobs,
          marks,
          server == null ? Ownership.OURS : owned.getOrDefault(server.id(), Ownership.OURS),
          lifecycle);
    }

    private List<Runner> rowsOf(
        String name, String onNode, @Nullable Server server, List<Pod> pods, NodeMarks marks) {
      Map<Long, Runner> rows = new TreeMap<>();
      addNamed(name, rows);
      addNamed(onNode, rows);
      if (server != null && Labels.isOurNameForm(server.name())) {
        addNamed(server.name(), rows);
      }
      pods.forEach(pod -> addNamed(pod.name(), rows));
      addNoted(onNode, marks.runnerIds(), rows);
      addNoted(onNode, seen.notes().registrations().getOrDefault(name, Set.of()), rows);
      claimed.addAll(rows.keySet());
      return List.copyOf(rows.values());
    }

    private void addNamed(String name, Map<Long, Runner> rows) {
      for (Runner row : runnersByName.getOrDefault(name, List.of())) {
        rows.put(row.id(), row);
      }
    }

    /** A row that moved with its pod belongs where the pod is now, if a Node is there. */
    private void addNoted(String onNode, Set<Long> ids, Map<Long, Runner> rows) {
      for (Long id : ids) {
        Runner row = runnersById.get(id);
        String podOn = row == null ? null : nodeOfPod.get(row.name());
        boolean moved = podOn != null && !podOn.equals(onNode) && nodes.containsKey(podOn);
        if (row != null && !moved) {
          rows.put(id, row);
        }
      }
    }

    /** Also of rows that somebody deleted: the job may go on until the forge gives it up. */
    private List<Job> jobsOf(String name, List<Runner> rows, NodeMarks marks) {
      List<Job> jobs = new ArrayList<>();
      for (Runner row : rows) {
        jobs.addAll(jobsByRunner.getOrDefault(row.id(), List.of()));
      }
      Set<Long> noted = new HashSet<>(marks.runnerIds());
      noted.addAll(seen.notes().registrations().getOrDefault(name, Set.of()));
      for (Long id : noted) {
        if (!runnersById.containsKey(id)) {
          jobs.addAll(jobsByRunner.getOrDefault(id, List.of()));
        }
      }
      return List.copyOf(jobs);
    }

    private Lifecycle lifecycle(
        String name,
        @Nullable Server server,
        @Nullable Node node,
        NodeMarks marks,
        List<Runner> rows,
        List<Job> jobs,
        Notes.@Nullable PendingLaunch pendingLaunch) {
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
      boolean served = pendingLaunch == null && (!marks.runnerIds().isEmpty() || !rows.isEmpty());
      if (rows.stream().anyMatch(Derivation::isUsable) || marks.idleSince() != null || served) {
        return new Lifecycle.Idle(orNow(marks.idleSince()), rows);
      }
      Instant ordered =
          server != null
              ? server.oursSince()
              : pendingLaunch != null ? pendingLaunch.startedAt() : seen.now();
      Lifecycle.Provisioning.Step step = Lifecycle.Provisioning.Step.of(server, node);
      if (node != null
          && step == Lifecycle.Provisioning.Step.NEVER_READY
          && node.created().isAfter(ordered)) {
        // It was deleted by hand and made again by its agent: it has its time from then.
        return new Lifecycle.Provisioning(node.created(), step);
      }
      return new Lifecycle.Provisioning(ordered, step);
    }

    private List<Node> orphanNodes(Set<String> machineNames) {
      if (seen.servers().known().isEmpty()) {
        return List.of();
      }
      List<Node> orphans = new ArrayList<>();
      for (Node node : nodes.values()) {
        if (!node.isReady()
            && !machineNames.contains(node.name())
            && !joins.isClaimed(node)
            && Labels.isManaged(node.labels())
            && isOfOurs(node)
            && !node.isControlPlane()) {
          orphans.add(node);
        }
      }
      orphans.sort(Comparator.comparing(Node::name));
      return orphans;
    }

    /** Our label alone does not make it so: a person may have put it on a machine of his own. */
    private boolean isOfOurs(Node node) {
      return !node.marks().areOfAnother(seen.installation())
          && (Labels.beginsAsOurs(node.name()) || !node.marks().equals(NodeMarks.NONE));
    }

    private static boolean isUsable(Runner row) {
      return row.online() && !row.disabled();
    }

    private Instant since(String name, String word) {
      Conditions.StateSince state = before.states().get(name);
      return state != null && state.word().equals(word) ? state.since() : seen.now();
    }

    private Instant orNow(@Nullable Instant instant) {
      return instant == null ? seen.now() : instant;
    }

    /** The last one of each key. */
    private static <K, V> Map<K, V> byKey(List<V> all, Function<V, K> key) {
      Map<K, V> index = new HashMap<>();
      for (V one : all) {
        index.put(key.apply(one), one);
      }
      return index;
    }

    /** All of each key, in their order; what has no key is left out. */
    private static <K, V> Map<K, List<V>> grouped(List<V> all, Function<V, @Nullable K> key) {
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
}
