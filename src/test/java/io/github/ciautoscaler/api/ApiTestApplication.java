package io.github.ciautoscaler.api;

import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.forge.SignedWebhook;
import io.github.ciautoscaler.metrics.MetricsConfiguration;
import io.github.ciautoscaler.metrics.MetricsSettings;
import io.github.ciautoscaler.metrics.PushSettings;
import io.github.ciautoscaler.plan.PlanSettings;
import io.github.ciautoscaler.reconcile.Deliveries;
import io.github.ciautoscaler.reconcile.HookInstaller;
import io.github.ciautoscaler.reconcile.SharedClock;
import io.github.ciautoscaler.reconcile.Webhook;
import io.github.ciautoscaler.report.EventStream;
import io.github.ciautoscaler.report.FleetListener;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The faces alone, over a scripted operator and reports built by hand. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ApiConfiguration.class, MetricsConfiguration.class})
public class ApiTestApplication {

  public static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  public static final String TOKEN = "correct-horse-battery";

  static final ConfigurationView ALL_IN_USE =
      new ConfigurationView(
          List.of("/config/pools.yaml"), NOW, null, List.of(), List.of(), List.of());

  static final HookInstaller.Answer INSTALLED =
      new HookInstaller.Done(
          HookInstaller.Change.CREATED, 3, List.of("workflow_job"), List.of("Push something."));

  /** What a test may turn while the server runs. */
  public static final class Controls {
    public final AtomicReference<Optional<Secret>> token =
        new AtomicReference<>(Optional.of(new Secret(TOKEN)));
    public final AtomicReference<HookInstaller.@Nullable Answer> installing =
        new AtomicReference<>(INSTALLED);
    public final AtomicReference<List<Secret>> viewers = new AtomicReference<>(List.of());
    public final AtomicBoolean readsNeedToken = new AtomicBoolean();
    public final AtomicInteger woken = new AtomicInteger();
    public final AtomicReference<List<Secret>> webhookSecrets = new AtomicReference<>(List.of());
    public final AtomicReference<ConfigurationView> configuration =
        new AtomicReference<>(ALL_IN_USE);
    public final AtomicReference<Instant> realTime = new AtomicReference<>(NOW);

    Access access() {
      return new Access(token.get().stream().toList(), viewers.get(), readsNeedToken.get());
    }
  }

  @Bean
  Controls controls() {
    return new Controls();
  }

  @Bean
  ScriptedOperator operator() {
    return new ScriptedOperator();
  }

  @Bean
  Doctor doctor() {
    return () ->
        List.of(
            Doctor.Finding.ok("forge", "gitea 1.26.3."),
            Doctor.Finding.warns("right LEASES", "It is missing.", "Apply:\nrules: []"));
  }

  @Bean
  Deliveries deliveries() {
    return new Deliveries(SharedClock.right(InstantSource.fixed(NOW)));
  }

  @Bean
  HookInstaller hookInstaller(Controls controls) {
    return (target, dryRun) -> {
      if (controls.installing.get() == null) {
        throw new IllegalStateException("a defect");
      }
      return controls.installing.get();
    };
  }

  @Bean
  Webhook webhook(Controls controls, Deliveries deliveries) {
    return new SignedWebhook(
        controls.webhookSecrets::get, deliveries, controls.woken::incrementAndGet);
  }

  @Bean
  InstantSource clock() {
    return InstantSource.fixed(NOW);
  }

  @Bean
  EventStream eventStream(List<FleetListener> listeners) {
    return new EventStream(listeners);
  }

  @Bean
  ApiSettings apiSettings(Controls controls) {
    return new ApiSettings(
        "1.0.0",
        () -> PlanSettings.Caps.ofMachines(5),
        controls::access,
        controls.configuration::get,
        false,
        () -> Duration.ofMinutes(3),
        controls.realTime::get);
  }

  @Bean
  Supplier<MetricsSettings> metricsSettings() {
    return () ->
        new MetricsSettings(
            "1.0.0", 5, false, MetricsSettings.Files.readAt(Instant.EPOCH), Duration.ofMinutes(10));
  }

  @Bean
  PushSettings pushSettings() {
    return new PushSettings(null, Duration.ofSeconds(1), null, null);
  }
}
