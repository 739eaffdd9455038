package io.github.ciautoscaler.app;

import io.github.ciautoscaler.api.Access;
import io.github.ciautoscaler.api.ApiSettings;
import io.github.ciautoscaler.app.loop.ClusterEvents;
import io.github.ciautoscaler.app.loop.LoopClock;
import io.github.ciautoscaler.app.loop.PassLog;
import io.github.ciautoscaler.app.loop.VirtualThreads;
import io.github.ciautoscaler.app.settings.LiveSettings;
import io.github.ciautoscaler.app.settings.PoolCheck;
import io.github.ciautoscaler.app.settings.Settings;
import io.github.ciautoscaler.app.settings.SettingsLoader;
import io.github.ciautoscaler.http.Connections;
import io.github.ciautoscaler.metrics.MetricsSettings;
import io.github.ciautoscaler.metrics.PushSettings;
import io.github.ciautoscaler.page.PageSettings;
import io.github.ciautoscaler.reconcile.Cluster;
import io.github.ciautoscaler.report.EventStream;
import io.github.ciautoscaler.report.FleetListener;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;

/** What people and machines see of the service: API, page, metrics, log and Events. */
@Configuration(proxyBeanMethods = false)
class ShownWiring {

  private static final Duration PUSH_LIMIT = Duration.ofSeconds(5);

  /**
   * No pass takes so long: it waits for its sources, its stored state and its Lease within limits.
   */
  private static final Duration STALLED_AFTER = Duration.ofMinutes(2);

  @Bean
  Supplier<MetricsSettings> metricsSettings(LiveSettings live, Wiring.Version version) {
    return () -> {
      Settings now = live.get();
      return new MetricsSettings(
          version.text(),
          now.limits().caps(),
          now.ownership().dryRun(),
          FilesShown.inMetrics(live.configStatus()),
          now.limits().times().provisioning());
    };
  }

  @Bean
  PushSettings pushSettings(Settings settings, Connections connections) {
    return new PushSettings(
        settings.pushTarget(),
        PUSH_LIMIT,
        connections.proxies(),
        connections.trust().getSocketFactory());
  }

  @Bean
  ApiSettings apiSettings(
      LiveSettings live,
      PoolCheck check,
      Wiring.Version version,
      ConfigurableEnvironment environment) {
    return new ApiSettings(
        version.text(),
        () -> live.get().limits().caps(),
        () -> access(live.tokens()),
        () -> FilesShown.inApi(live.configStatus(), check.found()),
        SettingsLoader.isSandbox(environment),
        () -> STALLED_AFTER.plus(live.get().longestInterval().multipliedBy(3)),
        LoopClock.SYSTEM.steady());
  }

  private static Access access(Settings.Tokens tokens) {
    return new Access(tokens.operators(), tokens.viewers(), tokens.forReads());
  }

  @Bean
  PageSettings pageSettings(LiveSettings live, Wiring.Version version) {
    return new PageSettings(version.text(), () -> live.get().limits().caps().machines());
  }

  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  EventStream eventStream(List<FleetListener> listeners) {
    return new EventStream(listeners);
  }

  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  PassLog passLog(LoopClock clock) {
    return new PassLog(clock);
  }

  @Bean
  ClusterEvents clusterEvents(Cluster cluster, VirtualThreads threads) {
    return new ClusterEvents(cluster, threads);
  }
}
