package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.PendingLaunch;
import io.github.ciautoscaler.plan.Action.Kind;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Launches of which no server is listed: looks their names up, or asks for what was accepted. */
public final class LostAnswers implements MachineProposer {

  /**
   * After a lost answer, how long the name is looked for before the launch counts as not made:
   * lists lag some seconds behind creates.
   */
  public static final Duration LOOK_FOR = Duration.ofSeconds(30);

  /** No create call of a process that died meanwhile is sent later than this after its record. */
  private static final Duration SENT_WITHIN = Duration.ofSeconds(30);

  /** A server that was accepted and is missing for so long is asked for by its id. */
  static final Duration MISSING_FOR = Duration.ofSeconds(20);

  LostAnswers() {}

  @Override
  public List<Proposal> propose(Machine machine, Situation situation) {
    PendingLaunch launch = machine.pendingLaunch();
    if (launch == null || FirstRunner.isSeen(machine)) {
      return List.of();
    }
    if (machine.server() != null
        || machine.node() != null
        || situation.freshness().servers().isEmpty()) {
      return List.of();
    }
    Long id = launch.serverId();
    return id == null
        ? lookUp(machine.name(), launch, situation)
        : ask(machine.name(), id, situation);
  }

  private static List<Proposal> ask(String name, long id, Situation situation) {
    Instant missing = situation.fleet().conditions().machines().missingServers().get(name);
    return situation.age(missing).reached(MISSING_FOR)
        ? List.of(
            Proposal.act(
                name,
                Kind.RESOLVE_LAUNCH,
                new Reason(Code.SERVER_LOST, "The server was accepted and is not listed any more."),
                List.of(new Effect.VerifyServerGone(id))))
        : List.of();
  }

  /** Once when the answer is known to be lost, and once when it counts as not made otherwise. */
  private static List<Proposal> lookUp(String name, PendingLaunch launch, Situation situation) {
    Instant ended = launch.callEndedAt();
    boolean atOnce = !situation.age(ended).exceeds(situation.settings().pace().poll());
    if (!atOnce && !situation.age(ended).reached(LOOK_FOR)) {
      return List.of();
    }
    // Where its call is under way still, the plan does not take this.
    Instant by = ended == null ? launch.startedAt().plus(SENT_WITHIN) : ended;
    String why = "The create call's answer is not known; looking the name up.";
    return List.of(
        Proposal.act(
            name,
            Kind.RESOLVE_LAUNCH,
            new Reason(Code.LOST_ANSWER, why),
            List.of(new Effect.FindServer(name, by))));
  }

  /** Whether some launch, whose call is not ours any more, was not even looked up yet. */
  static boolean areAnyUnresolved(FleetState fleet) {
    if (fleet.seen().stored().launches().pending().isEmpty()) {
      return false;
    }
    return fleet.machines().stream()
        .filter(machine -> machine.server() == null && machine.node() == null)
        .filter(machine -> !fleet.seen().inFlight().contains(machine.name()))
        .map(Machine::pendingLaunch)
        .anyMatch(
            launch -> launch != null && launch.serverId() == null && launch.callEndedAt() == null);
  }

  /** What is said of a launch whose answer is lost; null for every other machine. */
  static @Nullable Reason about(FleetState fleet, String name) {
    PendingLaunch launch = fleet.seen().stored().launches().pending().get(name);
    if (launch == null
        || launch.serverId() != null
        || fleet.seen().inFlight().contains(name)
        || hasFace(fleet, name)) {
      return null;
    }
    Instant ended = launch.callEndedAt();
    return new Reason(
        Code.LOST_ANSWER,
        "Whether its order reached Hetzner is not known, and no server "
            + name
            + " is listed yet; "
            + (ended == null
                ? "its name is looked up."
                : "it counts as not made from " + ended.plus(LOOK_FOR) + " on."));
  }

  private static boolean hasFace(FleetState fleet, String name) {
    return fleet.machines().stream()
        .anyMatch(it -> it.name().equals(name) && (it.server() != null || it.node() != null));
  }
}
