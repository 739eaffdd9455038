package io.github.ciautoscaler.fleet;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Machines on their way.
 *
 * @param pending by server name, from before the create call until the machine serves or is known
 *     to be lost
 * @param unusedTokens ids of join tokens whose machine did not come, until they are deleted, and
 *     since when
 */
public record PendingLaunches(
    Map<String, PendingLaunch> pending, Map<String, Instant> unusedTokens) {

  public static final PendingLaunches NONE = new PendingLaunches(Map.of(), Map.of());

  public PendingLaunches {
    pending = Map.copyOf(pending);
    unusedTokens = Map.copyOf(unusedTokens);
  }

  PendingLaunches after(StateChange.OfLaunches fact) {
    return switch (fact) {
      case StateChange.LaunchPending(var server, var launch) -> with(server, launch);
      case StateChange.LaunchAccepted(var server, var id) ->
          followed(server, launch -> launch.found(id));
      case StateChange.LaunchAnswerLost(var server, var at) ->
          followed(server, launch -> launch.callEnded(at));
      case StateChange.LaunchResolved(var server) -> without(server);
      case StateChange.LaunchAbandoned(var server, var at) -> cameToNothing(server, at);
      case StateChange.LaunchLost(var server, var at, var _) -> cameToNothing(server, at);
      case StateChange.BootFailed(var server, var at) -> cameToNothing(server, at);
      case StateChange.JoinTokenDeleted(var id) -> withoutToken(id);
    };
  }

  private PendingLaunches with(String server, PendingLaunch launch) {
    Map<String, PendingLaunch> more = new HashMap<>(pending);
    more.put(server, launch);
    return new PendingLaunches(more, unusedTokens);
  }

  private PendingLaunches without(String server) {
    Map<String, PendingLaunch> less = new HashMap<>(pending);
    less.remove(server);
    return new PendingLaunches(less, unusedTokens);
  }

  private PendingLaunches followed(String server, UnaryOperator<PendingLaunch> step) {
    PendingLaunch launch = pending.get(server);
    return launch == null ? this : with(server, step.apply(launch));
  }

  /** Whoever has its token must not join with it. */
  private PendingLaunches cameToNothing(String server, Instant at) {
    PendingLaunch launch = pending.get(server);
    String token = launch == null ? null : launch.order().joinToken();
    Map<String, Instant> tokens = new HashMap<>(unusedTokens);
    if (token != null) {
      tokens.put(token, at);
    }
    return new PendingLaunches(without(server).pending(), tokens);
  }

  private PendingLaunches withoutToken(String id) {
    Map<String, Instant> tokens = new HashMap<>(unusedTokens);
    tokens.remove(id);
    return new PendingLaunches(pending, tokens);
  }
}
