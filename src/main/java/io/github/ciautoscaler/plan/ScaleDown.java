package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.fleet.Pause;
import io.github.ciautoscaler.fleet.Phase;
import io.github.ciautoscaler.fleet.Phase.Terminating;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides which machines leave, which go on leaving, and which are kept after all. */
final class ScaleDown {

  private final FleetState fleet;
  private final PlanSettings settings;
  private final Freshness freshness;
  private final Proposals actions;
  private final Teardown teardown;
  private final HourEnd hourEnd;
  private final Instant now;
  private final boolean paused;
  private final boolean serversKnown;
  private final Surplus surplus;

  ScaleDown(FleetState fleet, PlanSettings settings, Freshness freshness, Proposals actions) {
    this.fleet = fleet;
    this.settings = settings;
    this.freshness = freshness;
    this.actions = actions;
    this.teardown = new Teardown(fleet, settings, actions);
    this.hourEnd = new HourEnd(settings, fleet.seen().stored());
    this.now = fleet.seen().now();
    this.surplus = Surplus.of(fleet, settings);
    Pause pause = fleet.seen().stored().wishes().pause();
    this.serversKnown = fleet.seen().servers().known().isPresent();
    this.paused = pause != null && pause.holds(now);
  }

  void decide(Demand demand) {
    for (Machine machine : fleet.machines()) {
      Node node = machine.node();
      if (node == null || !machine.isOurs() || !serversKnown) {
        continue;
      }
      if (machine.phase() instanceof Terminating terminating) {
        leaving(machine, node, terminating, demand);
      } else {
        staying(machine, node, demand);
      }
    }
  }

  private void staying(Machine machine, Node node, Demand demand) {
    Reason leave = leaveReason(machine, node, demand);
    if (leave == null) {
      return;
    }
    actions.explain(machine.name(), leave);
    if (paused) {
      actions.explain(machine.name(), new Reason(Code.PAUSED, "Stays while paused."));
    } else if (!freshness.mayRemove() || fleet.seen().forge().known().isEmpty()) {
      actions.notDone(
          machine.name(),
          new Reason(
              Code.SOURCE_UNKNOWN,
              "Nothing is removed while unknown: " + freshness.unknown() + "."));
    } else {
      teardown.begin(machine, node, leave);
    }
  }

  /** Why a machine starts to leave now; null when it stays, which is then explained. */
  private @Nullable Reason leaveReason(Machine machine, Node node, Demand demand) {
    if (machine.ownAnnotations().drain() != null) {
      return new Reason(Code.OPERATOR_DRAIN, "An operator asked for it.");
    }
    if (teardown.isLost(node) && machine.jobs().isEmpty() && machine.wasEverReady()) {
      return new Reason(
          Code.NODE_LOST, "Its node has been NotReady for more than five minutes, without a job.");
    }
    return switch (machine.phase()) {
      case Phase.Launching(var step, var since) ->
          step == Phase.Launching.Step.NO_RUNNER
                  && settings.isLaunchOverdue(machine, now)
                  && isAtHourEnd(machine, since)
                  && !teardown.strangerWorks(machine)
              ? new Reason(
                  Code.RUNNER_NEVER_CAME, "No runner of it registered; its paid hour ends.")
              : null;
      case Phase.InService(var since) -> {
        if (machine.jobs().isEmpty()) {
          yield idleReason(machine, since, demand);
        }
        String runs = machine.jobs().size() == 1 ? "Runs a job." : "Runs jobs.";
        actions.explain(machine.name(), new Reason(Code.RUNNING_JOB, runs));
        yield null;
      }
      case Terminating _ -> null;
    };
  }

  private @Nullable Reason idleReason(Machine machine, Instant idleSince, Demand demand) {
    Server server = machine.server();
    if (server == null) {
      return null;
    }
    if (surplus.has(machine)) {
      return new Reason(
          Code.ABOVE_MAXIMUM,
          "There are more machines than " + surplus.limit(machine, settings) + ".");
    }
    if (demand.needed().contains(machine.name())) {
      actions.explain(
          machine.name(), new Reason(Code.KEPT_FOR_QUEUE, "A queued job that fits will take it."));
      return null;
    }
    boolean usable = machine.runners().stream().anyMatch(r -> r.online() && !r.disabled());
    Optional<Instant> from = hourEnd.removableFrom(server, idleSince, now);
    if (from.isEmpty()) {
      actions.explain(
          machine.name(),
          new Reason(Code.PAID_UNTIL, "BILLING_WINDOW_MINS=0: machines are never torn down."));
      return null;
    }
    if (isAtHourEnd(machine, idleSince)) {
      return new Reason(
          Code.HOUR_ENDS, "Idle, and its paid hour ends at " + machine.paidUntil(now) + ".");
    }
    if (!usable) {
      String message = "No runner of it is online and enabled; it is no capacity.";
      actions.explain(machine.name(), new Reason(Code.RUNNER_UNUSABLE, message));
      return null;
    }
    actions.explain(
        machine.name(),
        new Reason(
            hourEnd.isInTime(server, now) ? Code.PAID_UNTIL : Code.TOO_LATE_FOR_HOUR,
            "Idle; paid until " + machine.paidUntil(now) + ", leaves from " + from.get() + "."));
    return null;
  }

  private boolean isAtHourEnd(Machine machine, Instant idleSince) {
    Server server = machine.server();
    return server != null
        && hourEnd.isInTime(server, now)
        && hourEnd
            .removableFrom(server, idleSince, now)
            .map(from -> !now.isBefore(from))
            .orElse(false);
  }

  private void leaving(Machine machine, Node node, Terminating terminating, Demand demand) {
    Code code = goingCode(terminating);
    Reason going = goingReason(code);
    actions.explain(machine.name(), going);
    Reason stay = rescueReason(machine, terminating, code, demand);
    if (stay != null) {
      teardown.rescue(machine, stay);
    } else if (!freshness.mayRemove() || fleet.seen().forge().known().isEmpty()) {
      actions.notDone(
          machine.name(),
          new Reason(Code.SOURCE_UNKNOWN, "Waits while unknown: " + freshness.unknown() + "."));
    } else {
      teardown.advance(machine, node, terminating, going);
    }
  }

  private @Nullable Reason rescueReason(
      Machine machine, Terminating terminating, Code going, Demand demand) {
    boolean drained = machine.ownAnnotations().drain() != null;
    boolean deleting = terminating.step() == Terminating.Step.DELETING;
    if (deleting && (!machine.isBusy() || machine.isForced())) {
      return null;
    }
    if (!drained && !machine.jobs().isEmpty()) {
      return new Reason(
          Code.JOB_SLIPPED_IN, "A job began while it was being deregistered; it stays.");
    }
    if (deleting) {
      return new Reason(Code.JOB_SLIPPED_IN, "A job runs there; it stays.");
    }
    if (paused) {
      return new Reason(Code.PAUSED, "Paused by an operator; it stays.");
    }
    if (drained) {
      return null;
    }
    if (going == Code.OPERATOR_DRAIN) {
      return new Reason(Code.DRAIN_TAKEN_BACK, "The operator took the drain back.");
    }
    if (demand.wantedBack().contains(machine.name()) && going != Code.ABOVE_MAXIMUM) {
      return new Reason(Code.DEMAND_RETURNED, "A queued job that fits will take it.");
    }
    Server server = machine.server();
    if (hasCauseEnded(machine, going)) {
      return new Reason(
          Code.CAUSE_ENDED, "Why it was to go is over, and its hour is paid; it stays.");
    }
    if (server != null
        && going != Code.NODE_LOST
        && going != Code.ABOVE_MAXIMUM
        && hourEnd.isMissed(server, terminating, now)) {
      return tooLate(machine);
    }
    return null;
  }

  /**
   * A lost node that is Ready again, or a machine that is not too many any more, is an idle machine
   * as any other until its hour ends.
   */
  private boolean hasCauseEnded(Machine machine, Code going) {
    Node node = machine.node();
    Server server = machine.server();
    boolean ended =
        (going == Code.NODE_LOST && node != null && node.isReady())
            || (going == Code.ABOVE_MAXIMUM && !surplus.concerns(machine));
    return ended
        && server != null
        && hourEnd
            .removableFrom(server, machine.phase().since(), now)
            .map(from -> from.isAfter(now))
            .orElse(true);
  }

  /** Who goes on paying wants to know for whom. */
  private Reason tooLate(Machine machine) {
    String late = "It could not be gone before the next paid hour began; it stays.";
    PodsLeft left = teardown.podsLeft(machine);
    return new Reason(
        Code.TOO_LATE_FOR_HOUR, left.isNone() ? late : late + " It waited for " + left.said());
  }

  /** Why the teardown began, as noted. */
  private static Code goingCode(Terminating terminating) {
    for (Code known : Code.values()) {
      if (known.name().equals(terminating.reason())) {
        return known;
      }
    }
    return Code.HOUR_ENDS;
  }

  private Reason goingReason(Code code) {
    String weak =
        teardown.isWeak()
            ? " This forge cannot disable runners, so a job that is being fetched at this moment"
                + " may be lost; Gitea 1.26 can."
            : "";
    String why =
        switch (code) {
          case OPERATOR_DRAIN -> "An operator asked for it.";
          case NODE_LOST -> "Its node was lost.";
          case RUNNER_NEVER_CAME -> "No runner of it ever registered.";
          case ABOVE_MAXIMUM -> "There are more machines than allowed.";
          default -> "Idle at the end of its paid hour.";
        };
    return new Reason(teardown.isWeak() ? Code.WEAK_TEARDOWN : code, why + weak);
  }

  List<Reason> warnings() {
    return hourEnd.isWidened()
        ? List.of(
            new Reason(
                Code.HOUR_ENDS,
                "A teardown takes up to "
                    + hourEnd.leadTime().toSeconds()
                    + " s at this poll interval, longer than BILLING_WINDOW_MINS; it begins"
                    + " earlier."))
        : List.of();
  }
}
