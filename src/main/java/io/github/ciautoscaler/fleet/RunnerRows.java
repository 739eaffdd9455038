package io.github.ciautoscaler.fleet;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which runner rows, and which jobs of theirs, are whose. */
final class RunnerRows {

  private final FleetIndex index;
  private final WorkConditions work;
  private final Map<String, Set<Long>> registrations;
  private final Set<Long> claimed = new HashSet<>();

  /**
   * The rows that are no machine's.
   *
   * @param permanent those that nobody recorded as a machine's before
   * @param orphans offline ones whose machine is gone
   */
  record Unclaimed(List<Runner> permanent, List<Runner> orphans) {}

  RunnerRows(FleetIndex index, WorkConditions work) {
    this.index = index;
    this.work = work;
    this.registrations = index.seen.stored().runners().registrations();
  }

  /** By its pods' names, its own names, and the ids that were recorded. */
  List<Runner> of(String name, @Nullable Server server, @Nullable Node node) {
    String onNode = node == null ? name : node.name();
    Map<Long, Runner> rows = new TreeMap<>();
    addNamed(name, rows);
    if (!onNode.equals(name)) {
      addNamed(onNode, rows);
    }
    if (server != null && !server.name().equals(name) && Labels.isOurNameForm(server.name())) {
      addNamed(server.name(), rows);
    }
    index.podsByNode.getOrDefault(onNode, List.of()).forEach(pod -> addNamed(pod.name(), rows));
    addRecorded(onNode, recorded(name, node), rows);
    if (!index.listsRunners() && server != null && (node == null || !node.isReady())) {
      addUnseen(name, server, recorded(name, node), rows);
    }
    claimed.addAll(rows.keySet());
    return List.copyOf(rows.values());
  }

  /** Also of rows that somebody deleted: the job may go on until the forge gives it up. */
  List<Job> jobs(String name, @Nullable Node node, List<Runner> rows) {
    List<Job> jobs = new ArrayList<>();
    for (Runner row : rows) {
      jobs.addAll(index.jobsByRunner.getOrDefault(row.id(), List.of()));
    }
    for (Long id : recorded(name, node)) {
      if (!index.rowsById.containsKey(id)) {
        jobs.addAll(index.jobsByRunner.getOrDefault(id, List.of()));
      }
    }
    return List.copyOf(jobs);
  }

  /** With the work of which nobody says where it runs, as far as it may run on one of its rows. */
  Slots withSomewhere(Slots named, Machine.Faces faces) {
    List<Runner> rows = faces.runners();
    List<Runner> free =
        rows.stream().filter(row -> named.freeOf(row, rows) > 0 && !hasEnded(row, faces)).toList();
    List<Job> jobs = new ArrayList<>(named.jobs());
    for (Job job : index.somewhere) {
      if (free.stream().anyMatch(row -> job.mayRunOn(row) && !work.isElsewhere(job, row))) {
        jobs.add(job);
      }
    }
    return new Slots(named.count(), jobs, named.uses());
  }

  /**
   * Whether no program is left behind it: its pod was seen, evicted, and seen gone. Of a row that
   * came since, a pod may be there that no list shows yet.
   */
  private boolean hasEnded(Runner row, Machine.Faces faces) {
    Node node = faces.node();
    TerminationAnnotations leaves = node == null ? null : node.ownAnnotations().termination();
    return !work.equals(WorkConditions.NONE)
        && node != null
        && leaves != null
        && leaves.showsPodsGone()
        && faces.pods().stream().allMatch(Pod::finished)
        && node.ownAnnotations().disabledIds().contains(row.id())
        && !(row.online() && row.busy());
  }

  /** To be asked when every machine has its own. */
  Unclaimed unclaimed(Set<String> machineNames) {
    Unclaimed found = new Unclaimed(new ArrayList<>(), new ArrayList<>());
    List<Runner> nobodys = new ArrayList<>();
    for (Runner row : index.rows) {
      if (!claimed.contains(row.id())) {
        nobodys.add(row);
      }
    }
    if (nobodys.isEmpty()) {
      return found;
    }
    Set<Long> recorded = new HashSet<>();
    registrations.values().forEach(recorded::addAll);
    Set<Long> gone = idsOfGone(machineNames);
    for (Runner row : nobodys) {
      if (!recorded.contains(row.id())) {
        found.permanent().add(row);
      } else if (gone.contains(row.id())
          && !row.online()
          && !index.jobsByRunner.containsKey(row.id())) {
        found.orphans().add(row);
      }
    }
    return found;
  }

  private Set<Long> idsOfGone(Set<String> machineNames) {
    Set<Long> gone = new HashSet<>();
    registrations.forEach((name, ids) -> {
      if (!machineNames.contains(name) && !index.nodes.containsKey(name)) {
        gone.addAll(ids);
      }
    });
    return gone;
  }

  private Set<Long> recorded(String name, @Nullable Node node) {
    Set<Long> recorded = new HashSet<>();
    if (node != null) {
      recorded.addAll(node.ownAnnotations().runnerIds());
    }
    recorded.addAll(registrations.getOrDefault(name, Set.of()));
    return recorded;
  }

  /** Without its kubelet's word a pod that is gone from every list may run on. */
  private void addUnseen(String name, Server server, Set<Long> ids, Map<Long, Runner> rows) {
    String pool = server.labels().getOrDefault(Labels.POOL, Pool.DEFAULT);
    for (Long id : ids) {
      rows.computeIfAbsent(id, none -> PodRunners.unseen(id, name, index.settings.labelsOf(pool)));
    }
  }

  private void addNamed(String name, Map<Long, Runner> rows) {
    for (Runner row : index.rowsByName.getOrDefault(name, List.of())) {
      rows.put(row.id(), row);
    }
  }

  /** A row that moved with its pod belongs where the pod is now, if a Node is there. */
  private void addRecorded(String onNode, Set<Long> ids, Map<Long, Runner> rows) {
    for (Long id : ids) {
      Runner row = index.rowsById.get(id);
      String podOn = row == null ? null : index.nodeOfPod.get(row.name());
      boolean moved = podOn != null && !podOn.equals(onNode) && index.nodes.containsKey(podOn);
      if (row != null && !moved) {
        rows.put(id, row);
      }
    }
  }
}
