package io.github.ciautoscaler.reconcile;

import io.github.ciautoscaler.fleet.Age;
import io.github.ciautoscaler.fleet.BackOff;
import io.github.ciautoscaler.fleet.CoolDown;
import io.github.ciautoscaler.fleet.CoolDown.Cause;
import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.fleet.StateChange;
import io.github.ciautoscaler.plan.Effect;
import io.github.ciautoscaler.plan.LostAnswers;
import io.github.ciautoscaler.plan.PlanSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is to be remembered of an ended action. Pure. */
final class Aftermath {

  private static final Duration LIMIT_STOP = Duration.ofMinutes(5);
  private static final Duration TOKEN_STOP = Duration.ofMinutes(1);
  private static final Duration TRANSIENT_STOP = Duration.ofSeconds(10);
  private static final Duration RATE_STOP = Duration.ofSeconds(5);

  private final String installation;
  private final PlanSettings settings;

  Aftermath(String installation, PlanSettings settings) {
    this.installation = installation;
    this.settings = settings;
  }

  List<StateChange> of(PassReport.Ended ended) {
    List<StateChange> changes = new ArrayList<>();
    List<Effect> effects = ended.action().effects();
    String machine = ended.action().machine();
    for (int i = 0; i < ended.outcomes().size(); i++) {
      changes.addAll(after(machine, effects.get(i), ended.outcomes().get(i), ended.at()));
    }
    return changes;
  }

  private List<StateChange> after(String machine, Effect effect, Outcome outcome, Instant at) {
    return switch (effect) {
      case Effect.DeleteJoinToken(var id) ->
          outcome.succeeded() ? List.of(new StateChange.JoinTokenDeleted(id)) : List.of();
      case Effect.CreateServer create -> afterCreate(create, outcome, at);
      case Effect.CreateJoinToken(var _, var server, var _) ->
          outcome instanceof Outcome.Failure failure
              ? stopped(server, at, TRANSIENT_STOP, "join-token", failure)
              : List.of();
      case Effect.FindServer find -> afterFind(find, outcome, at);
      case Effect.VerifyServerGone _ ->
          outcome instanceof Outcome.Gone
              ? List.of(
                  new StateChange.LaunchLost(
                      machine, at, at.plus(settings.pace().placementCoolDown())))
              : List.of();
      case Effect.LabelServer _,
          Effect.AttachServer _,
          Effect.PowerOnServer _,
          Effect.VerifyUnoccupied _,
          Effect.DeleteServer _,
          Effect.DisableRunner _,
          Effect.EnableRunner _,
          Effect.DeleteRunner _,
          Effect.PatchNode _,
          Effect.EvictPod _,
          Effect.DeleteNode _ ->
          List.of();
    };
  }

  private List<StateChange> afterCreate(Effect.CreateServer create, Outcome outcome, Instant at) {
    String name = create.name();
    return switch (outcome) {
      case Outcome.Created(var server) ->
          List.of(new StateChange.LaunchAccepted(name, server.id()));
      case Outcome.Unknown _ -> lookedUp(name, at);
      case Outcome.NameTaken _ -> lookedUp(name, at);
      case Outcome.PlacementUnavailable f -> refused(create, at, Cause.SOLD_OUT, f);
      case Outcome.TypeUnavailable f -> refused(create, at, Cause.TYPE, f);
      case Outcome.LimitUnclear f -> refused(create, at, Cause.LIMIT, f);
      case Outcome.LimitReached f -> stopped(name, at, LIMIT_STOP, "limit", f);
      case Outcome.Unauthorized f -> stopped(name, at, TOKEN_STOP, "token", f);
      case Outcome.Forbidden f -> stopped(name, at, TOKEN_STOP, "forbidden", f);
      case Outcome.RateLimited f ->
          stopped(name, at, f.retryAfter() == null ? RATE_STOP : f.retryAfter(), "rate-limit", f);
      case Outcome.Invalid f -> poolStopped(create, at, LIMIT_STOP, "invalid", f);
      case Outcome.Missing f -> poolStopped(create, at, TOKEN_STOP, "missing", f);
      case Outcome.Transient f -> stopped(name, at, TRANSIENT_STOP, "transient", f);
      case Outcome.Locked f -> stopped(name, at, TRANSIENT_STOP, "locked", f);
      case Outcome.Blocked f -> stopped(name, at, TRANSIENT_STOP, "blocked", f);
      case Outcome.Unsupported f -> stopped(name, at, LIMIT_STOP, "unsupported", f);
      case Outcome.Refused _ -> List.of(new StateChange.LaunchAbandoned(name, at));
      case Outcome.Done _, Outcome.Gone _, Outcome.Found _ -> lookedUp(name, at);
    };
  }

  /** It may have made a server: the name is looked up. */
  private static List<StateChange> lookedUp(String name, Instant at) {
    return List.of(new StateChange.LaunchAnswerLost(name, at));
  }

  private List<StateChange> afterFind(Effect.FindServer find, Outcome outcome, Instant at) {
    if (!(outcome instanceof Outcome.Found(Optional<Server> server))) {
      return List.of();
    }
    StateChange abandoned = new StateChange.LaunchAbandoned(find.name(), at);
    if (server.isPresent()) {
      boolean ours = installation.equals(server.get().labels().get(Labels.INSTALLATION));
      long id = server.get().id();
      return List.of(ours ? new StateChange.LaunchAccepted(find.name(), id) : abandoned);
    }
    Instant ended = find.callEndedBy().isBefore(at) ? find.callEndedBy() : at;
    return !Age.of(ended, at).reached(LostAnswers.LOOK_FOR)
        ? lookedUp(find.name(), ended)
        : List.of(abandoned);
  }

  private List<StateChange> refused(
      Effect.CreateServer create, Instant at, Cause cause, Outcome.Failure why) {
    CoolDown coolDown =
        new CoolDown(at.plus(settings.pace().placementCoolDown()), cause, why.message());
    List<StateChange> changes = new ArrayList<>();
    changes.add(new StateChange.LaunchAbandoned(create.name(), at));
    changes.add(new StateChange.OfferingCoolingDown(create.offering(), coolDown));
    if (cause == Cause.TYPE) {
      sameType(create.offering())
          .forEach(it -> changes.add(new StateChange.OfferingCoolingDown(it, coolDown)));
    }
    return changes;
  }

  private Stream<Offering> sameType(Offering refused) {
    return settings.pools().stream()
        .flatMap(pool -> pool.offerings().stream())
        .filter(offering -> offering.serverType().equals(refused.serverType()));
  }

  /** What is wrong with one template says nothing of the others. */
  private static List<StateChange> poolStopped(
      Effect.CreateServer create, Instant at, Duration length, String code, Outcome.Failure why) {
    return List.of(
        new StateChange.LaunchAbandoned(create.name(), at),
        new StateChange.TemplateRefused(
            create.pool().name(), new BackOff(at.plus(length), code, why.message())));
  }

  private static List<StateChange> stopped(
      String name, Instant at, Duration length, String code, Outcome.Failure why) {
    return List.of(
        new StateChange.LaunchAbandoned(name, at),
        new StateChange.CreateBackedOff(new BackOff(at.plus(length), code, why.message())));
  }
}
