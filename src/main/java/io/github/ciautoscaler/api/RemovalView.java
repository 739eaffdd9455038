package io.github.ciautoscaler.api;

import io.github.ciautoscaler.fleet.StoredState;
import io.github.ciautoscaler.plan.HourEnd;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * How long removals took, and how early they must begin.
 *
 * @param measured of how many of the latest machines it is known how long their removal took
 * @param longestSeconds null while none was measured
 * @param spareSeconds how long before a paid hour's end a removal must begin
 */
record RemovalView(int measured, @Nullable Double longestSeconds, double spareSeconds) {
  static RemovalView of(StoredState stored) {
    return new RemovalView(
        stored.measurements().terminations().size(),
        stored.measurements().terminations().stream()
            .map(removal -> PassView.seconds(removal.took()))
            .max(Comparator.naturalOrder())
            .orElse(null),
        PassView.seconds(HourEnd.spare(stored)));
  }
}
