package io.github.ciautoscaler.fleet;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What operators asked for.
 *
 * @param pause null while none
 * @param scaleRequests servers that they asked for, by idempotency key
 */
public record OperatorWishes(@Nullable Pause pause, Map<String, ScaleRequest> scaleRequests) {

  public static final OperatorWishes NONE = new OperatorWishes(null, Map.of());

  public OperatorWishes {
    scaleRequests = Map.copyOf(scaleRequests);
  }

  OperatorWishes after(StateChange.OfOperator fact) {
    return switch (fact) {
      case StateChange.PauseSet(var next) -> new OperatorWishes(next, scaleRequests);
      case StateChange.PauseEnded() -> new OperatorWishes(null, scaleRequests);
      case StateChange.ScaleRequested(var key, var request) -> {
        Map<String, ScaleRequest> all = new HashMap<>(scaleRequests);
        all.values().removeIf(old -> old.isForgotten(request.at()));
        all.put(key, request);
        yield new OperatorWishes(pause, all);
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
    return new OperatorWishes(pause, all);
  }
}
