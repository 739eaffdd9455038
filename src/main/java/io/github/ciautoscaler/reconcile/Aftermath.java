package io.github.ciautoscaler.reconcile;

import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.Notes;
import io.github.ciautoscaler.fleet.Notes.CoolDown;
import io.github.ciautoscaler.fleet.Notes.CoolDown.Cause;
import io.github.ciautoscaler.fleet.Notes.PendingLaunch;
import io.github.ciautoscaler.fleet.Notes.Stop;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.plan.Boots;
import io.github.ciautoscaler.plan.Effect;
import io.github.ciautoscaler.plan.PlanSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What an ended action means for the notes. Pure. */
final class Aftermath {

  /** No create call of a process that died meanwhile is sent later than this after its note. */
  private static final Duration SENT_WITHIN = Duration.ofSeconds(30);

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

  UnaryOperator<Notes> of(PassReport.Ended ended) {
    return notes -> {
      Notes next = notes;
      List<Effect> effects = ended.action().effects();
      for (int i = 0; i < ended.outcomes().size(); i++) {
        next = after(next, ended, effects.get(i), ended.outcomes().get(i));
      }
      return next;
    };
  }

  private Notes after(Notes notes, PassReport.Ended ended, Effect effect, Outcome outcome) {
    String machine = ended.action().machine();
    if (effect instanceof Effect.DeleteJoinToken(var id) && outcome.succeeded()) {
      return notes.withUnusedTokens(tokens -> {
        tokens.remove(id);
        return tokens;
      });
    }
    PendingLaunch pendingLaunch = notes.pendingLaunches().get(machine);
    if (pendingLaunch == null) {
      return notes;
    }
    return switch (effect) {
      case Effect.CreateServer create ->
          afterCreate(notes, machine, pendingLaunch, outcome, ended.at());
      case Effect.CreateJoinToken token ->
          outcome instanceof Outcome.Failure failure
              ? stop(
                  closed(notes, machine, ended.at()),
                  ended.at(),
                  TRANSIENT_STOP,
                  "join-token",
                  failure)
              : notes;
      case Effect.FindServer find -> afterFind(notes, machine, pendingLaunch, outcome, ended.at());
      case Effect.VerifyServerGone gone ->
          outcome instanceof Outcome.Gone
              ? coolDown(
                  lost(notes, machine, ended.at()), pendingLaunch, ended.at(), Cause.SOLD_OUT, "")
              : notes;
      case Effect.DeleteJoinToken ignored -> notes;
      case Effect.LabelServer ignored -> notes;
      case Effect.VerifyUnoccupied ignored -> notes;
      case Effect.DeleteServer ignored -> notes;
      case Effect.DisableRunner ignored -> notes;
      case Effect.EnableRunner ignored -> notes;
      case Effect.DeleteRunner ignored -> notes;
      case Effect.PatchNode ignored -> notes;
      case Effect.EvictPod ignored -> notes;
      case Effect.DeleteNode ignored -> notes;
    };
  }

  private Notes afterCreate(
      Notes notes, String machine, PendingLaunch pendingLaunch, Outcome outcome, Instant at) {
    return switch (outcome) {
      case Outcome.Created(var server) -> put(notes, machine, pendingLaunch.found(server.id()));
      case Outcome.Unknown ignored -> put(notes, machine, pendingLaunch.callEnded(at));
      case Outcome.NameTaken ignored -> put(notes, machine, pendingLaunch.callEnded(at));
      case Outcome.PlacementUnavailable f ->
          coolDown(closed(notes, machine, at), pendingLaunch, at, Cause.SOLD_OUT, f.message());
      case Outcome.TypeUnavailable f ->
          coolDown(closed(notes, machine, at), pendingLaunch, at, Cause.TYPE, f.message());
      case Outcome.LimitUnclear f ->
          coolDown(closed(notes, machine, at), pendingLaunch, at, Cause.LIMIT, f.message());
      case Outcome.LimitReached f -> stop(closed(notes, machine, at), at, LIMIT_STOP, "limit", f);
      case Outcome.Unauthorized f -> stop(closed(notes, machine, at), at, TOKEN_STOP, "token", f);
      case Outcome.Forbidden f -> stop(closed(notes, machine, at), at, TOKEN_STOP, "forbidden", f);
      case Outcome.RateLimited f ->
          stop(
              closed(notes, machine, at),
              at,
              f.retryAfter() == null ? RATE_STOP : f.retryAfter(),
              "rate-limit",
              f);
      case Outcome.Invalid f -> stop(closed(notes, machine, at), at, LIMIT_STOP, "invalid", f);
      case Outcome.Missing f -> stop(closed(notes, machine, at), at, TOKEN_STOP, "missing", f);
      case Outcome.Transient f ->
          stop(closed(notes, machine, at), at, TRANSIENT_STOP, "transient", f);
      case Outcome.Locked f -> stop(closed(notes, machine, at), at, TRANSIENT_STOP, "locked", f);
      case Outcome.Blocked f -> stop(closed(notes, machine, at), at, TRANSIENT_STOP, "blocked", f);
      case Outcome.Unsupported f ->
          stop(closed(notes, machine, at), at, LIMIT_STOP, "unsupported", f);
      case Outcome.Refused ignored -> closed(notes, machine, at);
      case Outcome.Done ignored -> put(notes, machine, pendingLaunch.callEnded(at));
      case Outcome.Gone ignored -> put(notes, machine, pendingLaunch.callEnded(at));
      case Outcome.Found ignored -> put(notes, machine, pendingLaunch.callEnded(at));
    };
  }

  private Notes afterFind(
      Notes notes, String machine, PendingLaunch pendingLaunch, Outcome outcome, Instant at) {
    if (!(outcome instanceof Outcome.Found(Optional<Server> server))) {
      return notes;
    }
    if (server.isPresent()) {
      boolean ours = installation.equals(server.get().labels().get(Labels.INSTALLATION));
      return ours
          ? put(notes, machine, pendingLaunch.found(server.get().id()))
          : closed(notes, machine, at);
    }
    Instant ended =
        pendingLaunch.callEndedAt() == null
            ? lastSent(pendingLaunch, at)
            : pendingLaunch.callEndedAt();
    return ended.plus(Boots.LOOK_FOR).isAfter(at)
        ? put(notes, machine, pendingLaunch.callEnded(ended))
        : closed(notes, machine, at);
  }

  /** When the create call of a process that is gone was made at the latest. */
  private static Instant lastSent(PendingLaunch pendingLaunch, Instant at) {
    Instant latest = pendingLaunch.startedAt().plus(SENT_WITHIN);
    return latest.isBefore(at) ? latest : at;
  }

  private Notes coolDown(
      Notes notes, PendingLaunch pendingLaunch, Instant at, Cause cause, String message) {
    CoolDown one = new CoolDown(at.plus(settings.placementCoolDown()), cause, message);
    return notes.withCoolDowns(all -> {
      all.put(pendingLaunch.offering(), one);
      if (cause == Cause.TYPE) {
        sameType(pendingLaunch.offering()).forEach(offering -> all.put(offering, one));
      }
      return all;
    });
  }

  private Stream<Offering> sameType(Offering refused) {
    return settings.pools().stream()
        .flatMap(pool -> pool.offerings().stream())
        .filter(offering -> offering.serverType().equals(refused.serverType()));
  }

  /** Of several orders that were refused at the same time, the longest stop counts. */
  private static Notes stop(
      Notes notes, Instant at, Duration length, String code, Outcome.Failure why) {
    Stop before = notes.stop();
    Instant until = at.plus(length);
    return before != null && before.until().isAfter(until)
        ? notes
        : notes.withStop(new Stop(until, code, why.message()));
  }

  private static Notes put(Notes notes, String machine, PendingLaunch pendingLaunch) {
    return notes.withIntents(pendingLaunches -> {
      pendingLaunches.put(machine, pendingLaunch);
      return pendingLaunches;
    });
  }

  /** No server was made: a machine that was to show its labels may be ordered again. */
  private static Notes closed(Notes notes, String machine, Instant at) {
    PendingLaunch pendingLaunch = notes.pendingLaunches().get(machine);
    return lost(notes, machine, at)
        .withProbes(probes -> {
          if (pendingLaunch != null) {
            probes.remove(pendingLaunch.pool(), pendingLaunch.startedAt());
          }
          return probes;
        });
  }

  /** A purchase that came to nothing: an operator's request for it is open again. */
  private static Notes lost(Notes notes, String machine, Instant at) {
    PendingLaunch pendingLaunch = notes.pendingLaunches().get(machine);
    String request = pendingLaunch == null ? null : pendingLaunch.request();
    return notes
        .withoutIntent(machine, at)
        .withScaleRequests(requests -> {
          if (request != null) {
            requests.computeIfPresent(request, (key, old) -> old.oneLess());
          }
          return requests;
        });
  }
}
