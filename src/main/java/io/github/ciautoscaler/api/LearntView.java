package io.github.ciautoscaler.api;

import io.github.ciautoscaler.fleet.MeasuredBoot;
import io.github.ciautoscaler.fleet.Measurements;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is known of how long things take.
 *
 * @param jobNames of how many names of jobs it is known how long they run
 * @param jobs how many jobs that rests on
 * @param bootSeconds from an order until the machine serves, by pool: the middle of the latest
 */
record LearntView(int jobNames, int jobs, Map<String, Double> bootSeconds) {

  static LearntView of(Measurements measured) {
    Map<String, Double> boots = new TreeMap<>();
    measured.boots().stream()
        .map(MeasuredBoot::pool)
        .distinct()
        .forEach(pool ->
            measured.bootOf(pool).ifPresent(took -> boots.put(pool, PassView.seconds(took))));
    return new LearntView(measured.lengths().byName().size(), measured.lengths().count(), boots);
  }
}
