package io.github.ciautoscaler.fleet;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What operators asked for.
 *
 * @param pause null while none
 * @param poolPauses by pool, pauses of that one alone; some may have ended
 * @param scaleRequests servers that they asked for, by idempotency key
 */
public record OperatorWishes(
    @Nullable Pause pause, Map<String, Pause> poolPauses, Map<String, ScaleRequest> scaleRequests) {

  public static final OperatorWishes NONE = new OperatorWishes(null, Map.of(), Map.of());

  public OperatorWishes {
    poolPauses = Map.copyOf(poolPauses);
    scaleRequests = Map.copyOf(scaleRequests);
  }

  /** The pause of this pool alone that holds now; null while none does. */
  public @Nullable Pause poolPause(String pool, Instant now) {
    Pause its = poolPauses.get(pool);
    return its != null && its.holds(now) ? its : null;
  }

  OperatorWishes after(StateChange.OfOperator fact) {
    return switch (fact) {
      case StateChange.PauseSet(var next) -> new OperatorWishes(next, poolPauses, scaleRequests);
      case StateChange.PauseEnded() -> new OperatorWishes(null, poolPauses, scaleRequests);
      case StateChange.PoolPaused(var pool, var next) -> {
        Map<String, Pause> all = new HashMap<>(poolPauses);
        all.values().removeIf(old -> !old.holds(next.since()));
        all.put(pool, next);
        yield new OperatorWishes(pause, all, scaleRequests);
      }
      case StateChange.PoolResumed(var pool) -> {
        Map<String, Pause> all = new HashMap<>(poolPauses);
        all.remove(pool);
        yield new OperatorWishes(pause, all, scaleRequests);
      }
      case StateChange.ScaleRequested(var key, var request) -> {
        Map<String, ScaleRequest> all = new HashMap<>(scaleRequests);
        all.values().removeIf(old -> old.isForgotten(request.at()));
        all.put(key, request);
        yield new OperatorWishes(pause, poolPauses, all);
      }
    };
  }

  /**
   * @param key null where the order is for no operator
   */
  OperatorWishes counted(@Nullable String key, UnaryOperator<ScaleRequest> count) {
    ScaleRequest request = key == null ? null : scaleRequests.get(key);
    if (key == null || request == null) {
      return this;
    }
    Map<String, ScaleRequest> all = new HashMap<>(scaleRequests);
    all.put(key, count.apply(request));
    return new OperatorWishes(pause, poolPauses, all);
  }
}
