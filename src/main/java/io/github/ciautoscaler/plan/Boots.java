package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Machine.Ownership;
import io.github.ciautoscaler.fleet.NodeAnnotations;
import io.github.ciautoscaler.fleet.NodePatch;
import io.github.ciautoscaler.fleet.PendingLaunch;
import io.github.ciautoscaler.fleet.Phase;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.fleet.StateChange;
import io.github.ciautoscaler.plan.Action.Kind;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows each purchase from its pending launch to the first runner, and gives up on boots that
 * fail.
 */
public final class Boots {

  /**
   * After a lost answer, how long the name is looked for before the purchase counts as not made:
   * lists lag some seconds behind creates.
   */
  public static final Duration LOOK_FOR = Duration.ofSeconds(30);

  /** No create call of a process that died meanwhile is sent later than this after its record. */
  private static final Duration SENT_WITHIN = Duration.ofSeconds(30);

  /** A server that was accepted and is missing for so long is asked for by its id. */
  static final Duration MISSING_FOR = Duration.ofSeconds(20);

  private final FleetState fleet;
  private final PlanSettings settings;
  private final Freshness freshness;
  private final Proposals actions;
  private final Instant now;
  private final Rows rows;

  Boots(FleetState fleet, PlanSettings settings, Freshness freshness, Proposals actions) {
    this.fleet = fleet;
    this.settings = settings;
    this.freshness = freshness;
    this.actions = actions;
    this.now = fleet.seen().now();
    this.rows = new Rows(fleet);
  }

  void follow() {
    for (Machine machine : fleet.machines()) {
      PendingLaunch pendingLaunch = machine.pendingLaunch();
      if (pendingLaunch != null) {
        followIntent(machine, pendingLaunch);
      }
      servesLate(machine, pendingLaunch);
      dropUsedToken(machine);
      if (machine.phase() instanceof Phase.Launching launching) {
        launching(machine, launching.step());
      }
    }
  }

  /** Whether some purchase, whose call is not ours any more, was not even looked up yet. */
  static boolean anyUnresolved(FleetState fleet) {
    if (fleet.seen().stored().launches().pending().isEmpty()) {
      return false;
    }
    return fleet.machines().stream()
        .filter(machine -> machine.server() == null && machine.node() == null)
        .filter(machine -> !fleet.seen().inFlight().contains(machine.name()))
        .map(Machine::pendingLaunch)
        .anyMatch(pendingLaunch ->
            pendingLaunch != null
                && pendingLaunch.serverId() == null
                && pendingLaunch.callEndedAt() == null);
  }

  private void followIntent(Machine machine, PendingLaunch pendingLaunch) {
    String name = machine.name();
    if (hasServed(machine)) {
      actions.remember(new StateChange.LaunchResolved(name));
      actions.remember(new StateChange.BootSucceeded(machine.pool()));
      return;
    }
    if (machine.server() != null || machine.node() != null || !freshness.serversFresh()) {
      return;
    }
    Long id = pendingLaunch.serverId();
    if (id == null) {
      lookUp(name, pendingLaunch);
    } else if (isPast(fleet.conditions().missingServers().get(name), MISSING_FOR)) {
      actions.start(
          name,
          Kind.RESOLVE_LAUNCH,
          new Reason(Code.SERVER_LOST, "The server was accepted and is not listed any more."),
          List.of(new Effect.VerifyServerGone(id)));
    }
  }

  /** Once when the answer is known to be lost, and once when it counts as not made otherwise. */
  private void lookUp(String name, PendingLaunch pendingLaunch) {
    Instant ended = pendingLaunch.callEndedAt();
    boolean atOnce = ended == null || !ended.plus(settings.pollInterval()).isBefore(now);
    if (atOnce || isPast(ended, LOOK_FOR)) {
      // Nothing is in flight for it, else this start is refused: the answer was lost.
      actions.start(
          name,
          Kind.RESOLVE_LAUNCH,
          new Reason(
              Code.LOST_ANSWER, "The create call's answer is not known; looking the name up."),
          List.of(new Effect.FindServer(name, ended == null ? sentBy(pendingLaunch) : ended)));
    }
  }

  /** When the create call of a process that is gone was made at the latest. */
  private static Instant sentBy(PendingLaunch pendingLaunch) {
    return pendingLaunch.startedAt().plus(SENT_WITHIN);
  }

  /** What is said of an order whose answer is lost; null for every other machine. */
  static @Nullable Reason lost(FleetState fleet, String name) {
    PendingLaunch pendingLaunch = fleet.seen().stored().launches().pending().get(name);
    if (pendingLaunch == null
        || pendingLaunch.serverId() != null
        || fleet.seen().inFlight().contains(name)) {
      return null;
    }
    boolean hasFace =
        fleet.machines().stream()
            .anyMatch(it -> it.name().equals(name) && (it.server() != null || it.node() != null));
    if (hasFace) {
      return null;
    }
    Instant ended = pendingLaunch.callEndedAt();
    return new Reason(
        Code.LOST_ANSWER,
        "Whether its order reached Hetzner is not known, and no server "
            + name
            + " is listed yet; "
            + (ended == null
                ? "its name is looked up."
                : "it counts as not made from " + ended.plus(LOOK_FOR) + " on."));
  }

  /** A boot that had counted as failed, and did not fail: its first runner is seen now. */
  private void servesLate(Machine machine, @Nullable PendingLaunch pendingLaunch) {
    boolean first = pendingLaunch == null && machine.ownAnnotations().runnerIds().isEmpty();
    if (first
        && hasServed(machine)
        && fleet.seen().stored().health().pool(machine.pool()).bootFailures().inARow() > 0) {
      actions.remember(new StateChange.BootSucceeded(machine.pool()));
    }
  }

  private static boolean hasServed(Machine machine) {
    return !machine.jobs().isEmpty()
        || machine.runners().stream().anyMatch(runner -> runner.online() && !runner.disabled());
  }

  /** The join token has done its work once the Node is Ready. */
  private void dropUsedToken(Machine machine) {
    Server server = machine.server();
    if (server == null || machine.node() == null || !machine.node().isReady()) {
      return;
    }
    String token = server.labels().get(Labels.JOIN_TOKEN);
    if (token != null && machine.isOurs() && !machine.ownAnnotations().joinTokenGone()) {
      actions.start(
          machine.name(),
          Kind.DELETE_JOIN_TOKEN,
          new Reason(Code.JOIN_TOKEN_USED, "The node joined; its join token is deleted."),
          List.of(
              new Effect.DeleteJoinToken(token),
              new Effect.PatchNode(
                  machine.nodeName(),
                  NodePatch.annotate(NodeAnnotations.JOIN_TOKEN_GONE, "true"))));
    }
  }

  private void launching(Machine machine, Phase.Launching.Step step) {
    if (machine.ownership() == Ownership.ORIGINAL_YOUNG) {
      actions.explain(
          machine.name(),
          new Reason(
              Code.ORIGINAL_SERVER_YOUNG,
              "Made by rustunit/gitea-ci-autoscaler a short while ago; counted, and adopted when its"
                  + " node joins."));
      return;
    }
    Duration limit = limit(machine);
    if (!machine.isLaunchOverdue(limit, now)) {
      Code code = step == Phase.Launching.Step.NO_RUNNER ? Code.WAITING_FOR_RUNNER : Code.BOOTING;
      Reason lost = lost(fleet, machine.name());
      String waits = waitsFor(step) + " Gives up " + since(limit) + ".";
      actions.explain(machine.name(), lost == null ? new Reason(code, waits) : lost);
      return;
    }
    switch (step) {
      case ORDERED, BOOTING -> {
        if (isNewHere(machine)) {
          giveUp(
              machine,
              new Reason(Code.SERVER_NEVER_STARTED, "The server did not start" + in(machine)));
        }
      }
      case JOINING -> {
        if (isNewHere(machine)) {
          giveUp(
              machine,
              new Reason(
                  Code.NODE_NEVER_JOINED,
                  "The server runs and its node did not join the cluster"
                      + in(machine)
                      + " Look at /var/log/cloud-init-output.log there; a wrong CLUSTER_SECRET or an"
                      + " unreachable control plane are the usual causes."));
        }
      }
      case NOT_READY ->
          giveUp(
              machine,
              new Reason(
                  Code.NODE_NEVER_READY, "The node joined and never became Ready" + in(machine)));
      case NO_RUNNER -> runnerNeverCame(machine);
    }
  }

  /** Whether it never served; one that did, and lost its Node, is looked after as such. */
  private boolean isNewHere(Machine machine) {
    return !fleet.seen().stored().runners().registrations().containsKey(machine.name())
        && mayHaveNeverJoined(machine);
  }

  /**
   * Without its purchase's note it may have joined and served, and have lost its Node and our notes
   * since: then it has the time that its Node may take to come back, and may work meanwhile. A
   * tenth less, so that a note lost in the last moment costs no more than the time-out twice.
   */
  private boolean mayHaveNeverJoined(Machine machine) {
    if (machine.pendingLaunch() != null) {
      return true;
    }
    boolean waitedFor =
        isPast(
            fleet.conditions().vanishedNodes().get(machine.name()),
            limit(machine).multipliedBy(9).dividedBy(10));
    Long stranger = rows.workingStranger(machine);
    if (!waitedFor || stranger != null) {
      actions.explain(
          machine.name(),
          new Reason(
              Code.NODE_VANISHED,
              stranger != null
                  ? "It has no Node and no note, and runner " + stranger + " may work on it."
                  : "It has no Node and no note; it is given up unless its Node comes back."));
    }
    return waitedFor && stranger == null;
  }

  /** A Node may stand there that nothing joins to it, whatever its purchase's note says. */
  private boolean mayWork(Machine machine) {
    Long stranger = rows.workingStranger(machine);
    if (stranger == null) {
      return false;
    }
    String message =
        "Runner "
            + stranger
            + " came after it was ordered, belongs to no other machine and runs a job: it may be"
            + " its, under a Node of another name. It stays until that job ends. A Node must be"
            + " called as its server is, or have its id in spec.providerID or one of its"
            + " addresses.";
    actions.explain(machine.name(), new Reason(Code.STRANGER_WORKS, message));
    actions.warn(Code.STRANGER_WORKS, machine.name() + ": " + message);
    return true;
  }

  private void runnerNeverCame(Machine machine) {
    Reason reason =
        new Reason(
            Code.RUNNER_NEVER_CAME,
            "The node is there and no runner of it registered"
                + in(machine)
                + " It is no capacity and goes at its hour's end. Check that a runner pod is"
                + " scheduled there and that its labels match RUNNER_POD_SELECTOR.");
    actions.explain(machine.name(), reason);
    actions.warn(reason.code(), machine.name() + ": " + reason.message());
    actions.remember(new StateChange.BootFailed(machine.name(), now));
  }

  private void giveUp(Machine machine, Reason reason) {
    actions.explain(machine.name(), reason);
    Server server = machine.server();
    if (server == null || mayWork(machine)) {
      return;
    }
    actions.warn(reason.code(), machine.name() + ": " + reason.message());
    if (!freshness.mayRemove() || !machine.isOurs()) {
      actions.notDone(
          machine.name(),
          new Reason(Code.SOURCE_UNKNOWN, "Not given up while unknown: " + freshness.unknown()));
      return;
    }
    List<Effect> effects = new ArrayList<>();
    Set<Long> ids = rows.own(machine);
    ids.addAll(rows.strangers(machine));
    effects.add(new Effect.VerifyUnoccupied(ids, Rows.names(machine), false));
    effects.add(new Effect.DeleteServer(server.id(), server.name()));
    String token = server.labels().get(Labels.JOIN_TOKEN);
    if (token != null) {
      effects.add(new Effect.DeleteJoinToken(token));
    }
    actions.add(
        new Proposal.Act(
            new Action(machine.name(), Kind.GIVE_UP_BOOT, reason, effects),
            List.of(new StateChange.BootFailed(machine.name(), now))));
  }

  private boolean isPast(@Nullable Instant since, Duration length) {
    return since != null && !since.plus(length).isAfter(now);
  }

  private Duration limit(Machine machine) {
    return settings.timesOf(machine.pool()).provisioning();
  }

  private String in(Machine machine) {
    return " within " + limit(machine).toSeconds() + " s.";
  }

  private static String since(Duration limit) {
    return limit.toSeconds() + " s after its order";
  }

  private static String waitsFor(Phase.Launching.Step step) {
    return switch (step) {
      case ORDERED, BOOTING -> "The server is being made.";
      case JOINING -> "The server boots; its node has not joined yet.";
      case NOT_READY -> "The node joined and is not Ready yet.";
      case NO_RUNNER -> "The node is Ready; its runner has not registered yet.";
    };
  }
}
