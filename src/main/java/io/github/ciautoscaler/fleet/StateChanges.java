package io.github.ciautoscaler.fleet;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What facts do to what we remember. Pure. */
public final class StateChanges {

  private StateChanges() {}

  public static StoredState apply(StoredState state, List<StateChange> changes) {
    StoredState next = state;
    for (StateChange change : changes) {
      next = apply(next, change);
    }
    return next;
  }

  private static StoredState apply(StoredState state, StateChange change) {
    return switch (change) {
      case StateChange.OfLaunches launch -> launch(state, launch);
      case StateChange.OfHealth health -> health(state, health);
      case StateChange.OfOperator wish -> operator(state, wish);
      case StateChange.OfRunners runners -> runners(state, runners);
      case StateChange.TerminationMeasured(var removal) -> state.withRemoval(removal);
    };
  }

  private static StoredState launch(StoredState state, StateChange.OfLaunches change) {
    return switch (change) {
      case StateChange.LaunchPending(var server, var launch) -> pending(state, server, launch);
      case StateChange.LaunchAccepted(var server, var id) ->
          followed(state, server, launch -> launch.found(id));
      case StateChange.LaunchAnswerLost(var server, var at) ->
          followed(state, server, launch -> launch.callEnded(at));
      case StateChange.LaunchResolved(var server) ->
          state.withIntents(all -> {
            all.remove(server);
            return all;
          });
      case StateChange.LaunchAbandoned(var server, var at) -> abandoned(state, server, at);
      case StateChange.LaunchLost lost -> lost(state, lost);
      case StateChange.BootFailed(var server, var at) -> bootFailed(state, server, at);
      case StateChange.JoinTokenDeleted(var id) ->
          state.withUnusedTokens(tokens -> {
            tokens.remove(id);
            return tokens;
          });
    };
  }

  private static StoredState health(StoredState state, StateChange.OfHealth change) {
    return switch (change) {
      case StateChange.BootSucceeded(var pool) -> state.withBootFailures(pool, BootFailures.NONE);
      case StateChange.OfferingCoolingDown(var offering, var coolDown) ->
          coolingDown(state, offering, coolDown);
      case StateChange.CoolDownsEnded(var at) ->
          state.withCoolDowns(all -> {
            all.values().removeIf(one -> !one.holds(at));
            return all;
          });
      case StateChange.TemplateRefused(var pool, var stop) ->
          state.withPool(pool, health -> health.with(stop));
      case StateChange.CreateBackedOff(var stop) ->
          state.withStop(BackOff.longer(state.stop(), stop));
    };
  }

  private static StoredState operator(StoredState state, StateChange.OfOperator change) {
    return switch (change) {
      case StateChange.PauseSet(var pause) -> state.withPause(pause);
      case StateChange.PauseEnded() -> state.withPause(null);
      case StateChange.ScaleRequested(var key, var request) ->
          state.withScaleRequests(all -> {
            all.values().removeIf(old -> old.isForgotten(request.at()));
            all.put(key, request);
            return all;
          });
    };
  }

  private static StoredState runners(StoredState state, StateChange.OfRunners change) {
    return switch (change) {
      case StateChange.RunnersSeen(var node, var ids) -> seen(state, node, ids);
      case StateChange.RunnersForgotten(var nodes) ->
          state.withRegistrations(all -> {
            all.keySet().removeAll(nodes);
            return all;
          });
      case StateChange.LabelsShown(var pool, var labels) -> state.withLabelsShown(pool, labels);
      case StateChange.LabelsRemembered(var pool, var since) ->
          state.withLabelsRemembered(pool, since);
      case StateChange.LabelsProbed(var pool, var at) ->
          state.withProbes(all -> {
            all.put(pool, at);
            return all;
          });
      case StateChange.JobsUnservable(var jobs) -> state.withUnservable(jobs);
      case StateChange.RunnersForeign(var owners) -> state.withForeignRunners(owners);
    };
  }

  private static StoredState pending(StoredState state, String server, PendingLaunch launch) {
    boolean known = state.pendingLaunches().containsKey(server);
    StoredState next =
        state.withIntents(all -> {
          all.put(server, launch);
          return all;
        });
    return known ? next : counted(next, launch.request(), ScaleRequest::oneMore);
  }

  private static StoredState followed(
      StoredState state, String server, UnaryOperator<PendingLaunch> followedBy) {
    return state.withIntents(all -> {
      all.computeIfPresent(server, (name, launch) -> followedBy.apply(launch));
      return all;
    });
  }

  /** A machine that was to show its labels may be ordered again. */
  private static StoredState abandoned(StoredState state, String server, Instant at) {
    PendingLaunch launch = state.pendingLaunches().get(server);
    return launch == null
        ? state
        : cameToNothing(state, server, launch, at)
            .withProbes(probes -> {
              probes.remove(launch.pool(), launch.startedAt());
              return probes;
            });
  }

  private static StoredState lost(StoredState state, StateChange.LaunchLost lost) {
    PendingLaunch launch = state.pendingLaunches().get(lost.server());
    return launch == null
        ? state
        : coolingDown(
            cameToNothing(state, lost.server(), launch, lost.at()),
            launch.offering(),
            new CoolDown(lost.coolDownUntil(), CoolDown.Cause.SOLD_OUT, ""));
  }

  /** An operator's request for it is open again. */
  private static StoredState cameToNothing(
      StoredState state, String server, PendingLaunch launch, Instant at) {
    return counted(state.withoutIntent(server, at), launch.request(), ScaleRequest::oneLess);
  }

  /** Once per launch: that it ends is what counts it. */
  private static StoredState bootFailed(StoredState state, String server, Instant at) {
    PendingLaunch launch = state.pendingLaunches().get(server);
    return launch == null
        ? state
        : state
            .withoutIntent(server, at)
            .withPool(launch.pool(), health -> health.with(health.bootFailures().oneMore(at)));
  }

  private static StoredState counted(
      StoredState state, @Nullable String request, UnaryOperator<ScaleRequest> count) {
    return request == null
        ? state
        : state.withScaleRequests(all -> {
          all.computeIfPresent(request, (key, old) -> count.apply(old));
          return all;
        });
  }

  private static StoredState coolingDown(StoredState state, Offering offering, CoolDown coolDown) {
    return state.withCoolDowns(all -> {
      all.put(offering, coolDown);
      return all;
    });
  }

  private static StoredState seen(StoredState state, String node, Set<Long> ids) {
    return state.withRegistrations(all -> {
      Set<Long> more = new HashSet<>(all.getOrDefault(node, Set.of()));
      more.addAll(ids);
      all.put(node, Set.copyOf(more));
      return all;
    });
  }
}
