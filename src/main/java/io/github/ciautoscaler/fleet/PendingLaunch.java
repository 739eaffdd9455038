package io.github.ciautoscaler.fleet;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A purchase under way.
 *
 * @param process which run of the autoscaler began it; another run looks the name up first
 * @param serverId null until the create call was answered or the name was found
 * @param callEndedAt when the create call's answer was known to be lost; null while it runs or was
 *     answered
 * @param joinToken the id of its bootstrap token; null where CLUSTER_SECRET is used
 * @param labels what the waiting job asked for; empty for an operator's purchase
 * @param request the key of the operator's request that it is for; null for a queued job
 */
public record PendingLaunch(
    String pool,
    Offering offering,
    Instant startedAt,
    String process,
    @Nullable Long serverId,
    @Nullable Instant callEndedAt,
    @Nullable String joinToken,
    Set<String> labels,
    @Nullable String request) {

  public PendingLaunch {
    labels = Set.copyOf(labels);
  }

  public PendingLaunch found(long id) {
    return new PendingLaunch(
        pool, offering, startedAt, process, id, callEndedAt, joinToken, labels, request);
  }

  public PendingLaunch callEnded(Instant at) {
    return new PendingLaunch(
        pool, offering, startedAt, process, serverId, at, joinToken, labels, request);
  }
}
