package io.github.ciautoscaler.fleet;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was ordered, and what for.
 *
 * @param labels what the waiting job asked for; empty for an operator's order
 * @param request the key of the operator's request that it is for; null for a queued job
 * @param joinToken the id of its bootstrap token; null where CLUSTER_SECRET is used
 */
public record LaunchOrder(
    String pool,
    Offering offering,
    Set<String> labels,
    @Nullable String request,
    @Nullable String joinToken) {

  public LaunchOrder {
    labels = Set.copyOf(labels);
  }
}
