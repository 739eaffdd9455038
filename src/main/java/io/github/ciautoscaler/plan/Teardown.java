package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.ForgeInfo.Capability;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.MeasuredTermination;
import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.fleet.NodeAnnotations;
import io.github.ciautoscaler.fleet.NodePatch;
import io.github.ciautoscaler.fleet.Observation;
import io.github.ciautoscaler.fleet.PendingLaunch;
import io.github.ciautoscaler.fleet.Phase.Terminating;
import io.github.ciautoscaler.fleet.Pod;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.fleet.StateChange;
import io.github.ciautoscaler.fleet.Tracked;
import io.github.ciautoscaler.plan.Action.Kind;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The steps of the safe teardown, each as one action. Every step rests on what is seen, not on what
 * was sent, so that a restart at any point goes on where it was.
 */
final class Teardown {

  private final Observation seen;
  private final Rows rows;
  private final PlanSettings settings;
  private final Proposals actions;
  private final boolean canDisable;
  private final Map<String, Instant> lastEnabled;

  Teardown(FleetState fleet, PlanSettings settings, Proposals actions) {
    this.seen = fleet.seen();
    this.lastEnabled = fleet.conditions().lastEnabled();
    this.rows = new Rows(fleet);
    this.settings = settings;
    this.actions = actions;
    this.canDisable = seen.forgeCan(Capability.DISABLE_RUNNER);
  }

  /** Notes the pending launch, cordons and taints in one patch, then disables every runner row. */
  void begin(Machine machine, Node node, Reason reason) {
    Set<Long> enabled = enabled(machine);
    Set<Long> disabledByUs = new TreeSet<>(machine.ownAnnotations().disabledIds());
    disabledByUs.addAll(enabled);
    NodePatch patch =
        NodePatch.annotate(NodeAnnotations.STAGE, Terminating.Step.DISABLING.noted())
            .with(NodeAnnotations.STAGE_SINCE, seen.now().toString())
            .with(NodeAnnotations.STAGE_REASON, reason.code().name())
            .with(NodeAnnotations.QUIET_SINCE, null)
            .with(NodeAnnotations.FIRST_LOOK, null)
            .with(
                NodeAnnotations.DISABLED_IDS,
                canDisable ? NodeAnnotations.text(disabledByUs) : null)
            .with(NodeAnnotations.CORDONED, node.unschedulable() ? null : "true")
            .cordon(true, true);
    List<Effect> effects = new ArrayList<>();
    effects.add(new Effect.PatchNode(machine.nodeName(), patch));
    if (canDisable) {
      enabled.forEach(id -> effects.add(new Effect.DisableRunner(id)));
    }
    actions.start(machine.name(), Kind.DEREGISTER, reason, effects);
  }

  /** Undoes what our own note says that we did, and nothing that a person did. */
  void rescue(Machine machine, Reason reason) {
    NodeAnnotations ownAnnotations = machine.ownAnnotations();
    List<Effect> effects = new ArrayList<>();
    machine.runners().stream()
        .filter(runner -> runner.disabled() && ownAnnotations.disabledIds().contains(runner.id()))
        .forEach(runner -> effects.add(new Effect.EnableRunner(runner.id())));
    effects.add(
        new Effect.PatchNode(
            machine.nodeName(),
            NodePatch.annotate(NodeAnnotations.STAGE, null)
                .with(NodeAnnotations.STAGE_SINCE, null)
                .with(NodeAnnotations.STAGE_REASON, null)
                .with(NodeAnnotations.QUIET_SINCE, null)
                .with(NodeAnnotations.FIRST_LOOK, null)
                .with(NodeAnnotations.DISABLED_IDS, null)
                .with(NodeAnnotations.CORDONED, null)
                .with(NodeAnnotations.REMOVING_SINCE, null)
                .cordon(ownAnnotations.cordoned() ? false : null, false)));
    actions.start(machine.name(), Kind.RESCUE, reason, effects);
  }

  /** The next step of a machine whose teardown runs and is not to be rescued. */
  void advance(Machine machine, Node node, Terminating terminating, Reason reason) {
    switch (terminating.step()) {
      case DISABLING -> disabling(machine, terminating, reason);
      case DRAINING -> draining(machine, node, terminating, reason);
      case DELETING -> deleting(machine, node, terminating, reason);
    }
  }

  private void disabling(Machine machine, Terminating terminating, Reason reason) {
    if (machine.ownAnnotations().drain() != null
        && !machine.jobs().isEmpty()
        && !machine.isForced()) {
      actions.explain(
          machine.name(),
          new Reason(
              Code.OPERATOR_DRAIN,
              (canDisable ? "Takes no new job and goes" : "Goes") + " when its job ends."));
      disableAnew(machine, reason);
      return;
    }
    if (isQuiet(machine, terminating.looks(), reason)) {
      toDraining(machine, reason);
    }
  }

  /**
   * Whether every row of it is disabled, the fetch window is over, and two looks showed no job;
   * else it takes the next step to that. Asked before each later step too: somebody may enable a
   * row, or delete it, so that its runner registers a new one.
   */
  private boolean isQuiet(Machine machine, Terminating.Looks looks, Reason reason) {
    if (!canDisable || machine.runners().isEmpty() || machine.isForced()) {
      return true;
    }
    if (disableAnew(machine, reason)) {
      return false;
    }
    Instant quiet = quietSince(machine, looks);
    if (quiet == null) {
      note(machine, NodeAnnotations.QUIET_SINCE, takenAt(seen.runners()), Code.FETCH_WINDOW);
      return false;
    }
    return lookIsTaken(machine, looks, quiet.plus(settings.fetchWindow()), reason);
  }

  /**
   * As it is noted; null where that is not true any more. Lists of Nodes lag: the note may be from
   * before a row that was seen enabled since, or of a replica whose clock is ahead.
   */
  private @Nullable Instant quietSince(Machine machine, Terminating.Looks looks) {
    Instant noted = looks.quietSince();
    Instant enabled = lastEnabled.get(machine.name());
    boolean holds =
        noted != null && !noted.isAfter(seen.now()) && (enabled == null || noted.isAfter(enabled));
    return holds ? noted : null;
  }

  /** A row that is enabled although its machine leaves registered meanwhile, or was missed. */
  private boolean disableAnew(Machine machine, Reason reason) {
    Set<Long> enabled = enabled(machine);
    if (enabled.isEmpty() || !canDisable) {
      return false;
    }
    Set<Long> all = new TreeSet<>(machine.ownAnnotations().disabledIds());
    all.addAll(enabled);
    List<Effect> effects = new ArrayList<>();
    effects.add(
        new Effect.PatchNode(
            machine.nodeName(),
            NodePatch.annotate(NodeAnnotations.DISABLED_IDS, NodeAnnotations.text(all))
                .with(NodeAnnotations.QUIET_SINCE, null)
                .with(NodeAnnotations.FIRST_LOOK, null)));
    enabled.forEach(id -> effects.add(new Effect.DisableRunner(id)));
    actions.start(machine.name(), Kind.DEREGISTER, reason, effects);
    return true;
  }

  /** Two complete looks, both after this moment, both without a running job or a busy flag. */
  private boolean lookIsTaken(
      Machine machine, Terminating.Looks taken, Instant after, Reason reason) {
    Instant jobs = takenAt(seen.running());
    Instant rows = takenAt(seen.runners());
    Instant look = jobs.isBefore(rows) ? jobs : rows;
    Instant first = taken.first();
    boolean busy = machine.runners().stream().anyMatch(runner -> runner.online() && runner.busy());
    if (look.isBefore(after) || busy) {
      actions.explain(
          machine.name(),
          new Reason(
              Code.FETCH_WINDOW,
              reason.message()
                  + " Its runners take no job; waits until "
                  + after
                  + " to be sure."));
      return false;
    }
    if (first == null || first.isBefore(after)) {
      note(machine, NodeAnnotations.FIRST_LOOK, look, Code.FETCH_WINDOW);
      return false;
    }
    return look.isAfter(first);
  }

  private void toDraining(Machine machine, Reason reason) {
    NodePatch patch = NodePatch.annotate(NodeAnnotations.STAGE, Terminating.Step.DRAINING.noted());
    if (evictsRunners(machine)) {
      patch = patch.with(NodeAnnotations.QUIET_SINCE, null).with(NodeAnnotations.FIRST_LOOK, null);
    }
    actions.start(
        machine.name(),
        Kind.DRAIN,
        reason,
        List.of(new Effect.PatchNode(machine.nodeName(), patch)));
  }

  private void draining(Machine machine, Node node, Terminating terminating, Reason reason) {
    Tracked<List<Pod>> pods = seen.podsOn().getOrDefault(machine.nodeName(), Tracked.never());
    if (isLost(node)) {
      if (machine.server() == null) {
        deleting(machine, node, terminating, reason);
      } else {
        remove(machine, reason);
      }
      return;
    }
    if (!pods.isFresh(seen.now(), Freshness.maxAge(settings))) {
      actions.explain(
          machine.name(), new Reason(Code.SOURCE_UNKNOWN, "Its pods are not known; waits."));
      return;
    }
    if (!machine.jobs().isEmpty() && !machine.isForced()) {
      actions.explain(machine.name(), new Reason(reason.code(), "Goes when its job ends."));
      return;
    }
    if (strangerWorks(machine)) {
      return;
    }
    boolean runnersToo = evictsRunners(machine);
    if (!runnersToo && !isQuiet(machine, terminating.looks(), reason)) {
      return;
    }
    PodsLeft left = podsLeft(machine);
    if (!left.isNone()) {
      evict(machine, left, reason);
      return;
    }
    if (!runnersToo || machine.isForced()) {
      remove(machine, reason);
      return;
    }
    Instant quiet = terminating.looks().quietSince();
    if (quiet == null) {
      note(machine, NodeAnnotations.QUIET_SINCE, takenAt(pods), Code.WEAK_TEARDOWN);
    } else if (lookIsTaken(machine, terminating.looks(), quiet, reason)) {
      remove(machine, reason);
    }
  }

  /**
   * Without a disable, and where no runner registered, the runner's pod must be seen gone first.
   */
  private boolean evictsRunners(Machine machine) {
    return !canDisable || machine.runners().isEmpty();
  }

  /** The pods that hold its removal, as far as they are known. */
  PodsLeft podsLeft(Machine machine) {
    List<Pod> pods =
        seen.podsOn().getOrDefault(machine.nodeName(), Tracked.never()).known().orElse(List.of());
    return new PodsLeft(machine, pods, evictsRunners(machine), seen.now());
  }

  private void evict(Machine machine, PodsLeft left, Reason reason) {
    List<Effect> effects = new ArrayList<>();
    for (Pod pod : left.toEvict()) {
      // Each may take a while, in which a person can enable a runner: so each has its own look.
      if (!machine.isForced()) {
        effects.addAll(unoccupied(machine));
      }
      effects.add(new Effect.EvictPod(pod.namespace(), pod.name(), pod.uid()));
    }
    Reason waiting = new Reason(Code.WAITING_FOR_PODS, reason.message() + " " + left.said());
    actions.explain(machine.name(), waiting);
    if (!effects.isEmpty()) {
      actions.start(machine.name(), Kind.EVICT, waiting, effects);
    }
  }

  private void remove(Machine machine, Reason reason) {
    Server server = machine.server();
    if (server == null) {
      return;
    }
    List<Effect> effects = new ArrayList<>();
    effects.add(
        new Effect.PatchNode(
            machine.nodeName(),
            NodePatch.annotate(NodeAnnotations.STAGE, Terminating.Step.DELETING.noted())
                .with(NodeAnnotations.REMOVING_SINCE, seen.now().toString())
                .with(NodeAnnotations.SERVER_ID, String.valueOf(server.id()))));
    addDelete(machine, server, effects);
    actions.start(machine.name(), Kind.REMOVE, reason, effects);
  }

  private void addDelete(Machine machine, Server server, List<Effect> effects) {
    if (!machine.isForced()) {
      effects.addAll(unoccupied(machine));
    }
    effects.add(new Effect.DeleteServer(server.id(), server.name()));
  }

  /**
   * What a step that ends jobs rests on is read anew right before it. A row of its own that came
   * meanwhile, as an ephemeral runner's does, must be disabled first; a stranger must only be free.
   */
  private List<Effect> unoccupied(Machine machine) {
    Set<String> names = Boots.names(machine);
    List<Effect> looks = new ArrayList<>();
    looks.add(new Effect.VerifyUnoccupied(rows.own(machine), names, canDisable));
    Set<Long> strangers = rows.strangers(machine);
    if (!strangers.isEmpty()) {
      looks.addFirst(new Effect.VerifyUnoccupied(strangers, names, false));
    }
    return looks;
  }

  private void deleting(Machine machine, Node node, Terminating terminating, Reason reason) {
    Server server = machine.server();
    if (server != null) {
      if (server.status().equals("deleting")) {
        actions.explain(
            machine.name(), new Reason(Code.SERVER_DELETING, "Its server is being deleted."));
        return;
      }
      if (isQuiet(machine, terminating.looks(), reason) && !strangerWorks(machine)) {
        List<Effect> effects = new ArrayList<>();
        addDelete(machine, server, effects);
        actions.start(machine.name(), Kind.REMOVE, reason, effects);
      }
      return;
    }
    List<Effect> effects = new ArrayList<>();
    Long serverId = serverId(machine);
    if (serverId != null) {
      effects.add(new Effect.VerifyServerGone(serverId));
    }
    rows.own(machine).forEach(id -> effects.add(new Effect.DeleteRunner(id)));
    effects.add(new Effect.DeleteNode(node.name(), node.uid()));
    actions.start(machine.name(), Kind.FINISH, reason, effects);
    measure(machine, terminating);
  }

  /** It was gone at some moment since the pass before. */
  private void measure(Machine machine, Terminating terminating) {
    Instant since = terminating.deletingSince();
    if (since != null) {
      Duration took = Duration.between(since, seen.now()).minus(settings.pollInterval());
      MeasuredTermination removal =
          new MeasuredTermination(machine.name(), took.isNegative() ? Duration.ZERO : took);
      actions.remember(new StateChange.TerminationMeasured(removal));
    }
  }

  /** As the removal noted it; or, where the server went by itself, as its purchase did. */
  private @Nullable Long serverId(Machine machine) {
    Long noted = machine.ownAnnotations().serverId();
    PendingLaunch pendingLaunch = machine.pendingLaunch();
    return noted != null || pendingLaunch == null ? noted : pendingLaunch.serverId();
  }

  private void note(Machine machine, String key, Instant at, Code code) {
    actions.start(
        machine.name(),
        Kind.NOTE,
        new Reason(code, "Noted " + key + "."),
        List.of(new Effect.PatchNode(machine.nodeName(), NodePatch.annotate(key, at.toString()))));
  }

  /** Whether a job may run on this machine although no runner of it is known; then it is said. */
  boolean strangerWorks(Machine machine) {
    Long runner = machine.isForced() ? null : rows.workingStranger(machine);
    if (runner == null) {
      return false;
    }
    actions.explain(
        machine.name(),
        new Reason(
            Code.RUNNER_NEVER_CAME,
            "Runner "
                + runner
                + " belongs to no known pod, came after this machine and runs a job: it may be its."
                + " Stays until that ends; check RUNNER_POD_SELECTOR and that a runner's name is"
                + " its pod's."));
    return true;
  }

  /** NotReady for five minutes: its pods cannot be evicted any more. */
  boolean isLost(Node node) {
    return isLost(node, seen.now());
  }

  static boolean isLost(Node node, Instant now) {
    Instant since = node.readySince();
    return !node.isReady() && since != null && !since.plus(Duration.ofMinutes(5)).isAfter(now);
  }

  boolean isWeak() {
    return !canDisable;
  }

  private static Set<Long> enabled(Machine machine) {
    Set<Long> ids = new TreeSet<>();
    machine.runners().stream().filter(r -> !r.disabled()).forEach(r -> ids.add(r.id()));
    return ids;
  }

  private static Instant takenAt(Tracked<?> source) {
    Reading.@Nullable Complete<?> reading = source.lastComplete();
    return reading == null ? Instant.EPOCH : reading.takenAt();
  }
}
