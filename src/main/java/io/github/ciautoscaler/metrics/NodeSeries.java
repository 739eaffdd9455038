package io.github.ciautoscaler.metrics;

import io.prometheus.metrics.core.metrics.Gauge;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** A gauge with one series for each of some changing names; those that are gone vanish. */
final class NodeSeries {

  private final Gauge gauge;
  private final Set<String> shown = new HashSet<>();

  NodeSeries(Gauge gauge) {
    this.gauge = gauge;
  }

  void show(Map<String, Double> values) {
    values.forEach((name, value) -> gauge.labelValues(name).set(value));
    shown.stream().filter(name -> !values.containsKey(name)).forEach(gauge::remove);
    shown.clear();
    shown.addAll(values.keySet());
  }
}
