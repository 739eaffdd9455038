package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.ForeignServer;
import io.github.ciautoscaler.fleet.ForgeInfo.Capability;
import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Machine.Ownership;
import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.fleet.NodeAnnotations;
import io.github.ciautoscaler.fleet.NodePatch;
import io.github.ciautoscaler.fleet.Pod;
import io.github.ciautoscaler.fleet.Runner;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.fleet.StateChange;
import io.github.ciautoscaler.plan.Action.Kind;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Keeps our notes true, adopts the original's machines, and removes what lost its other faces. */
final class Repair {

  static final Duration ORPHAN_NODE_AFTER = Duration.ofSeconds(30);
  static final Duration ORPHAN_RUNNER_AFTER = Duration.ofMinutes(2);

  private final FleetState fleet;
  private final PlanSettings settings;
  private final Freshness freshness;
  private final Proposals actions;
  private final Instant now;

  Repair(FleetState fleet, PlanSettings settings, Freshness freshness, Proposals actions) {
    this.fleet = fleet;
    this.settings = settings;
    this.freshness = freshness;
    this.actions = actions;
    this.now = fleet.seen().now();
  }

  void mend() {
    for (Machine machine : fleet.machines()) {
      if (machine.ownership() == Ownership.ADOPTABLE) {
        adopt(machine);
      } else if (machine.isOurs()) {
        if (fleet.seen().servers().known().isPresent()) {
          takeNotes(machine);
        }
        if (machine.node() == null && machine.server() != null) {
          vanished(machine, machine.server());
        }
      }
    }
    fleet.orphanNodes().forEach(this::orphanNode);
    fleet.orphanRunners().forEach(this::orphanRunner);
    forgetGoneRegistrations();
    fleet.foreign().forEach(this::warnOf);
    if (freshness.serversFresh()) {
      new StrayNodes(fleet).warn(actions);
    }
  }

  private void adopt(Machine machine) {
    Server server = machine.server();
    if (server == null) {
      return;
    }
    Map<String, String> labels = new HashMap<>(server.labels());
    labels.put(Labels.INSTALLATION, fleet.seen().installation());
    labels.put(Labels.POOL, machine.pool());
    labels.put(Labels.NAME, machine.name());
    labels.put(Labels.ADOPTED_AT, String.valueOf(now.getEpochSecond()));
    Reason reason =
        new Reason(
            Code.ADOPTED_FROM_ORIGINAL,
            "Made by rustunit/gitea-ci-autoscaler for this cluster; it is adopted, and its idle time"
                + " begins then.");
    actions.explain(machine.name(), reason);
    actions.start(
        machine.name(),
        Kind.ADOPT,
        reason,
        List.of(new Effect.LabelServer(server.id(), server.name(), labels)));
  }

  private void takeNotes(Machine machine) {
    Node node = machine.node();
    if (node == null) {
      return;
    }
    NodeAnnotations ownAnnotations = machine.ownAnnotations();
    NodePatch patch = NodePatch.NOTHING;
    if (!Labels.isManaged(node.labels())) {
      patch = patch.label(Labels.MANAGED_BY, Labels.MANAGED_BY_US);
    }
    Server server = machine.server();
    if (server != null && !Long.valueOf(server.id()).equals(ownAnnotations.serverId())) {
      patch = patch.with(NodeAnnotations.SERVER_ID, String.valueOf(server.id()));
    }
    if (node.isReady() && ownAnnotations.readyAt() == null) {
      patch = patch.with(NodeAnnotations.READY_AT, now.toString());
    }
    Set<Long> ids = machine.runnerIds();
    if (!ownAnnotations.runnerIds().containsAll(ids)) {
      Set<Long> all = new TreeSet<>(ownAnnotations.runnerIds());
      all.addAll(ids);
      patch = patch.with(NodeAnnotations.RUNNER_IDS, NodeAnnotations.text(all));
    }
    if (machine.isIdle() && ownAnnotations.idleSince() == null) {
      patch = patch.with(NodeAnnotations.IDLE_SINCE, now.toString());
    }
    if (machine.isBusy() && ownAnnotations.idleSince() != null) {
      patch = patch.with(NodeAnnotations.IDLE_SINCE, null);
    }
    register(machine.name(), ids);
    if (!patch.isNothing()) {
      patch = signed(patch, ownAnnotations);
      actions.start(
          machine.name(),
          Kind.NOTE,
          new Reason(Code.NOTE_TAKING, "Notes what a restart must know."),
          List.of(new Effect.PatchNode(machine.nodeName(), patch)));
    }
  }

  /** Whoever else has machines in this cluster can tell our notes from its own. */
  private NodePatch signed(NodePatch patch, NodeAnnotations ownAnnotations) {
    String ours = fleet.seen().installation();
    return ours.equals(ownAnnotations.installation())
        ? patch
        : patch.with(NodeAnnotations.INSTALLATION, ours);
  }

  private void register(String name, Set<Long> ids) {
    Set<Long> known = fleet.seen().stored().runners().registrations().getOrDefault(name, Set.of());
    if (!known.containsAll(ids)) {
      actions.remember(new StateChange.RunnersSeen(name, ids));
    }
  }

  /** A server that once joined and whose Node somebody deleted. */
  private void vanished(Machine machine, Server server) {
    Instant since = fleet.conditions().vanishedNodes().get(machine.name());
    boolean joined = fleet.seen().stored().runners().registrations().containsKey(machine.name());
    if (!joined
        || since == null
        || !machine.jobs().isEmpty()
        || new Rows(fleet).workingStranger(machine) != null) {
      return;
    }
    Reason reason =
        new Reason(
            Code.NODE_VANISHED,
            "Its Node is gone while its server runs; it is removed unless the Node comes back.");
    actions.explain(machine.name(), reason);
    if (!freshness.mayRemove() || since.plus(settings.longestProvisioning()).isAfter(now)) {
      return;
    }
    List<Effect> effects = new ArrayList<>();
    boolean canDisable = fleet.seen().forgeCan(Capability.DISABLE_RUNNER);
    if (canDisable) {
      machine.runners().stream()
          .filter(row -> row.online() && !row.disabled())
          .forEach(row -> effects.add(new Effect.DisableRunner(row.id())));
    }
    Instant quiet = canDisable ? fleet.conditions().quietMachines().get(machine.name()) : since;
    if (effects.isEmpty() && quiet != null && !quiet.plus(settings.fetchWindow()).isAfter(now)) {
      Rows rows = new Rows(fleet);
      Set<Long> ids = rows.own(machine);
      ids.addAll(rows.strangers(machine));
      effects.add(new Effect.VerifyUnoccupied(ids, Rows.names(machine), false));
      effects.add(new Effect.DeleteServer(server.id(), server.name()));
    }
    if (!effects.isEmpty()) {
      actions.start(machine.name(), Kind.REMOVE_VANISHED, reason, effects);
    }
  }

  private void orphanNode(Node node) {
    Instant since = fleet.conditions().orphanNodes().get(node.name());
    if (!freshness.mayRemove() || since == null || since.plus(graceOf(node)).isAfter(now)) {
      return;
    }
    Set<Long> ids = new TreeSet<>(node.ownAnnotations().runnerIds());
    ids.addAll(fleet.seen().stored().runners().registrations().getOrDefault(node.name(), Set.of()));
    Set<String> names = runnerNames(node);
    for (Runner row : fleet.seen().runners().known().orElse(List.of())) {
      if (names.contains(row.name())) {
        ids.add(row.id());
      }
    }
    Set<Long> left = new Rows(fleet).staying(ids, node.name());
    List<Effect> effects = new ArrayList<>();
    effects.add(new Effect.VerifyUnoccupied(left, names, false));
    left.forEach(id -> effects.add(new Effect.DeleteRunner(id)));
    effects.add(new Effect.DeleteNode(node.name(), node.uid()));
    actions.start(
        node.name(),
        Kind.REMOVE_ORPHAN_NODE,
        new Reason(Code.ORPHAN_NODE, "NotReady, and no server of its name exists."),
        effects);
  }

  /** Without a note of ours it may be somebody else's, who takes it away soon. */
  private Duration graceOf(Node node) {
    boolean noted =
        !node.ownAnnotations().equals(NodeAnnotations.NONE)
            || fleet.seen().stored().runners().registrations().containsKey(node.name());
    return noted ? ORPHAN_NODE_AFTER : settings.longestProvisioning();
  }

  /** The names under which its runners registered; their rows may never have been noted. */
  private Set<String> runnerNames(Node node) {
    Set<String> names = new HashSet<>();
    names.add(node.name());
    for (Pod pod : fleet.seen().runnerPods().known().orElse(List.of())) {
      if (node.name().equals(pod.node())) {
        names.add(pod.name());
      }
    }
    return names;
  }

  private void orphanRunner(Runner runner) {
    Instant since = fleet.conditions().offlineRunners().get(runner.id());
    if (freshness.mayRemove() && since != null && !since.plus(ORPHAN_RUNNER_AFTER).isAfter(now)) {
      actions.start(
          "runner/" + runner.id(),
          Kind.REMOVE_ORPHAN_RUNNER,
          new Reason(
              Code.ORPHAN_RUNNER,
              "Runner " + runner.name() + " is offline and its machine is gone."),
          List.of(new Effect.DeleteRunner(runner.id())));
    }
  }

  /** Registrations are kept until the machine and every one of its rows are gone. */
  private void forgetGoneRegistrations() {
    if (!freshness.mayRemove()) {
      return;
    }
    Map<String, Set<Long>> gone = new HashMap<>(fleet.seen().stored().runners().registrations());
    fleet.machines().forEach(machine -> gone.remove(machine.name()));
    fleet.seen().nodes().known().orElse(List.of()).forEach(node -> gone.remove(node.name()));
    if (gone.isEmpty()) {
      return;
    }
    Set<Long> rows = new HashSet<>();
    fleet.seen().runners().known().orElse(List.of()).forEach(row -> rows.add(row.id()));
    gone.values().removeIf(ids -> ids.stream().anyMatch(rows::contains));
    Set<String> forget = Set.copyOf(gone.keySet());
    if (!forget.isEmpty()) {
      actions.remember(new StateChange.RunnersForgotten(forget));
    }
  }

  private void warnOf(ForeignServer foreign) {
    String whose =
        foreign.installation().isEmpty()
            ? "carries the managed-by label alone and has no Node in this cluster. If it is yours,"
                + " set ADOPT_UNOWNED=true once or delete it by hand."
            : "belongs to installation " + foreign.installation() + ".";
    actions.warn(
        Code.FOREIGN_SERVER,
        "Server " + foreign.server().name() + " is never touched: it " + whose);
  }
}
