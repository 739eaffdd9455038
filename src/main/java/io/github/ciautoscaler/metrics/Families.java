package io.github.ciautoscaler.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/**
 * Makes families in one registry. Prometheus' own client is used directly, because Micrometer
 * renames what it exports: {@code autoscaler_nodes_created_total} would come out as {@code
 * autoscaler_nodes_total}.
 */
final class Families {

  /** The default buckets of Prometheus' clients, in seconds. */
  private static final double[] DEFAULT_BUCKETS = {
    .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10
  };

  private final PrometheusRegistry registry;

  Families(PrometheusRegistry registry) {
    this.registry = registry;
  }

  Gauge gauge(String name, String help, String... labels) {
    return Gauge.builder()
        .name(name)
        .help(help)
        .labelNames(labels)
        .withoutExemplars()
        .register(registry);
  }

  Counter counter(String name, String help, String... labels) {
    return Counter.builder()
        .name(name)
        .help(help)
        .labelNames(labels)
        .withoutExemplars()
        .register(registry);
  }

  Histogram seconds(String name, String help) {
    return seconds(name, help, DEFAULT_BUCKETS);
  }

  Histogram seconds(String name, String help, double... buckets) {
    return Histogram.builder()
        .name(name)
        .help(help)
        .classicOnly()
        .classicUpperBounds(buckets)
        .withoutExemplars()
        .register(registry);
  }

  Info info(String name, String help, String... labels) {
    return Info.builder().name(name).help(help).labelNames(labels).register(registry);
  }
}
