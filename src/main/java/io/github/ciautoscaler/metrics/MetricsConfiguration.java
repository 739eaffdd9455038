package io.github.ciautoscaler.metrics;

import io.github.ciautoscaler.report.FleetListener;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Puts the fleet's families beside the JVM's into the scrape. */
@Configuration(proxyBeanMethods = false)
public class MetricsConfiguration {

  @Bean
  @Order(1)
  FleetMetrics fleetMetrics(Supplier<MetricsSettings> settings, InstantSource clock) {
    return new FleetMetrics(settings, clock.instant());
  }

  /** Told of each pass after the meters, so that it pushes what they show. */
  @Bean
  @Order(2)
  FleetListener pushAfterPass(PushSettings settings, FleetMetrics metrics) {
    return settings.target() == null
        ? update -> {}
        : new Pusher(settings.target(), metrics.registry(), settings);
  }

  @Bean
  ScrapeEndpoint scrapeEndpoint(PrometheusRegistry scraped, FleetMetrics metrics) {
    PrometheusRegistry fleet = metrics.registry();
    scraped.register((MultiCollector) fleet::scrape);
    return new ScrapeEndpoint(scraped);
  }
}
