package io.github.ciautoscaler.fleet;

import java.time.Instant;
import java.util.List;
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

  /** Each part knows what a fact about it means; a launch's end means something to others too. */
  private static StoredState apply(StoredState state, StateChange change) {
    return switch (change) {
      case StateChange.OfLaunches fact -> elsewhere(state, fact).with(state.launches().after(fact));
      case StateChange.OfHealth fact -> state.with(state.health().after(fact));
      case StateChange.OfOperator fact -> state.with(state.wishes().after(fact));
      case StateChange.OfRunners fact -> state.with(state.runners().after(fact));
      case StateChange.OfMeasurements fact -> state.with(state.measurements().after(fact));
    };
  }

  /** What a fact about a launch means to the other parts, where the launch was still pending. */
  private static StoredState elsewhere(StoredState state, StateChange.OfLaunches fact) {
    return switch (fact) {
      case StateChange.LaunchPending(var server, var launch) ->
          pending(state, server) == null
              ? counted(state, launch.order().request(), ScaleRequest::oneMore)
              : state;
      case StateChange.LaunchAbandoned(var server, var _) ->
          abandoned(state, pending(state, server));
      case StateChange.LaunchLost(var server, var _, var until) ->
          lost(state, pending(state, server), until);
      case StateChange.BootFailed(var server, var at) ->
          bootFailed(state, pending(state, server), at);
      case StateChange.LaunchAccepted _,
          StateChange.LaunchAnswerLost _,
          StateChange.LaunchResolved _,
          StateChange.JoinTokenDeleted _ ->
          state;
    };
  }

  private static @Nullable PendingLaunch pending(StoredState state, String server) {
    return state.launches().pending().get(server);
  }

  /** A machine that was to show its labels may be ordered again. */
  private static StoredState abandoned(StoredState state, @Nullable PendingLaunch launch) {
    return launch == null
        ? state
        : reopened(state, launch)
            .with(state.runners().withoutProbe(launch.pool(), launch.startedAt()));
  }

  private static StoredState lost(
      StoredState state, @Nullable PendingLaunch launch, Instant until) {
    if (launch == null) {
      return state;
    }
    CoolDown coolDown = new CoolDown(until, CoolDown.Cause.SOLD_OUT, "");
    return reopened(state, launch).with(state.health().coolingDown(launch.offering(), coolDown));
  }

  /** Once per launch: that it ends is what counts it. */
  private static StoredState bootFailed(
      StoredState state, @Nullable PendingLaunch launch, Instant at) {
    return launch == null ? state : state.with(state.health().bootFailed(launch.pool(), at));
  }

  /** An operator's request for it is open again. */
  private static StoredState reopened(StoredState state, PendingLaunch launch) {
    return counted(state, launch.order().request(), ScaleRequest::oneLess);
  }

  private static StoredState counted(
      StoredState state, @Nullable String request, UnaryOperator<ScaleRequest> count) {
    return state.with(state.wishes().counted(request, count));
  }
}
