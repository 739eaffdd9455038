package io.github.ciautoscaler.fleet;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

  /** One derivation, question by question: whose, joined how, which rows, which phase. */
  private static final class Derivation {
    private final FleetSettings settings;
    private final Observation seen;
    private final Conditions before;
    private final FleetIndex index;
    private final Owners owners;
    private final Joins joins;
    private final WorkConditions work;
    private final RunnerRows rows;
    private final Phases phases;

    Derivation(FleetSettings settings, Observation seen, Conditions before) {
      this.settings = settings;
      this.seen = seen;
      this.before = before;
      this.index = new FleetIndex(seen, settings);
      this.owners = new Owners(settings, index);
      this.joins =
          new Joins(
              owners.ours(),
              owners.foreign(),
              index.nodes.values(),
              seen.stored().launches().pending());
      this.work = new WorkTracker(index, before.work()).next();
      this.rows = new RunnerRows(index, work);
      this.phases = new Phases(seen.now(), before);
    }

    FleetState fleet() {
      List<Machine> machines = machines();
      Set<String> names = new HashSet<>();
      machines.forEach(machine -> names.addAll(machine.names()));
      List<Node> orphans = new OrphanNodes(index, joins).beside(names);
      RunnerRows.Unclaimed unclaimed = rows.unclaimed(names);
      return new FleetState(
          seen,
          machines,
          new FleetState.NotOurs(owners.foreign(), unclaimed.permanent()),
          new FleetState.Orphans(orphans, unclaimed.orphans()),
          new ConditionTracker(seen, before, settings, work)
              .next(machines, unclaimed.permanent(), orphans, unclaimed.orphans()));
    }

    private List<Machine> machines() {
      List<String> inOrder = new ArrayList<>(names());
      Collections.sort(inOrder);
      List<Machine> machines = new ArrayList<>(inOrder.size());
      inOrder.forEach(name -> machines.add(machine(name)));
      return machines;
    }

    private Set<String> names() {
      Set<String> names = new HashSet<>(joins.servers().keySet());
      names.addAll(seen.stored().launches().pending().keySet());
      Set<String> joined = new HashSet<>();
      for (String name : names) {
        Node node = joins.node(name);
        if (node != null) {
          joined.add(node.name());
        }
      }
      for (Node node : index.nodes.values()) {
        if (standsAlone(node) && !joined.contains(node.name())) {
          names.add(node.name());
        }
      }
      return names;
    }

    /** A Node of ours that is a machine although no server or order of it is known. */
    private boolean standsAlone(Node node) {
      boolean deleting = node.ownAnnotations().isAt(Phase.Terminating.Step.DELETING);
      return Labels.isManaged(node.labels())
          && (deleting || !seen.servers().wasRead())
          && !node.ownAnnotations().areOfAnother(seen.installation())
          && !joins.isClaimed(node);
    }

    private Machine machine(String name) {
      Server server = joins.servers().get(name);
      Node node = joins.node(name);
      PendingLaunch pendingLaunch = seen.stored().launches().pending().get(name);
      String pool = pool(server, pendingLaunch, node);
      Machine.Faces faces = faces(name, pool);
      List<Runner> runners = faces.runners();
      List<Job> jobs = rows.jobs(name, node, runners);
      Slots named = new Slots(settings.slotsOf(pool), jobs, uses(name, pool, node, jobs, runners));
      Slots slots = index.somewhere.isEmpty() ? named : rows.withSomewhere(named, faces);
      return new Machine(
          new Machine.Id(name, pool, owners.of(server)),
          faces,
          slots,
          pendingLaunch,
          phases.of(name, new Phases.Parts(faces, slots.jobs(), pendingLaunch)));
    }

    private Machine.Faces faces(String name, String pool) {
      Server server = joins.servers().get(name);
      Node node = joins.node(name);
      String onNode = node == null ? name : node.name();
      return new Machine.Faces(
          server,
          node,
          index.podsByNode.getOrDefault(onNode, List.of()),
          rows.of(name, server, node),
          work(pool, server, node));
    }

    /** Its own label tells what it is there for, also when its pool is gone. */
    private PodWork work(String pool, @Nullable Server server, @Nullable Node node) {
      String word = server == null ? null : server.labels().get(Labels.DEMAND);
      PodDemand demand = settings.demandOf(pool);
      boolean alone = demand.needsNoRunner() || PodDemand.isForPodsAlone(word);
      if (!demand.hasPods() && !PodDemand.isForPods(word)) {
        return PodWork.NONE;
      }
      String onNode = node == null ? "" : node.name();
      return PodWork.of(
          index.workloadsByNode.getOrDefault(onNode, List.of()),
          alone ? List.of() : index.podsByNode.getOrDefault(onNode, List.of()),
          seen,
          alone);
    }

    /**
     * By our annotation, by what this process saw before that may be recorded yet, and by what
     * runs.
     */
    private Uses uses(
        String name, String pool, @Nullable Node node, List<Job> jobs, List<Runner> runners) {
      int most = settings.maxUsesOf(pool);
      if (most == 0) {
        return Uses.UNCOUNTED;
      }
      Set<String> begun = new HashSet<>(before.machines().usedBy().getOrDefault(name, Set.of()));
      if (node != null) {
        begun.addAll(node.ownAnnotations().usedBy());
      }
      return new Uses(begun, most).and(jobs, runners);
    }

    /** Of one whose server is gone or was not read, its Node's label tells. */
    private static String pool(
        @Nullable Server server, @Nullable PendingLaunch pendingLaunch, @Nullable Node node) {
      String labelled = server == null ? null : server.labels().get(Labels.POOL);
      if (labelled != null) {
        return labelled;
      }
      if (pendingLaunch != null) {
        return pendingLaunch.pool();
      }
      return server != null || node == null
          ? Pool.DEFAULT
          : node.labels().getOrDefault(Labels.POOL, Pool.DEFAULT);
    }
  }
}
