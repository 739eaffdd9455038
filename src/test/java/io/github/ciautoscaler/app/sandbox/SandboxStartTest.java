package io.github.ciautoscaler.app.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ciautoscaler.app.loop.LoopClock;
import io.github.ciautoscaler.app.settings.SettingsLoader;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.sandbox.Sandbox;
import io.github.ciautoscaler.sandbox.SandboxSettings;
import io.github.ciautoscaler.settings.SandboxScenario;
import io.github.ciautoscaler.simulator.WorldSettings;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationContextInitializedEvent;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

class SandboxStartTest {

  private static GenericApplicationContext prepared(Map<String, Object> given) {
    GenericApplicationContext context = new GenericApplicationContext();
    ConfigurableEnvironment environment = context.getEnvironment();
    environment.setActiveProfiles("sandbox");
    environment.getPropertySources().addFirst(new MapPropertySource("given", given));
    new SandboxListener()
        .onApplicationEvent(
            new ApplicationContextInitializedEvent(
                new SpringApplication(), new String[0], context));
    return context;
  }

  private static Sandbox world(GenericApplicationContext context) {
    return (Sandbox) Objects.requireNonNull(context.getBeanFactory().getSingleton("sandbox"));
  }

  @Test
  void the_world_stands_in_the_place_of_the_real_systems_before_anything_is_wired() {
    GenericApplicationContext context = prepared(Map.of("autoscaler.sandbox-speed", "600"));
    try (Sandbox sandbox = world(context)) {
      ConfigurableEnvironment environment = context.getEnvironment();
      assertThat(environment.getProperty("server.address")).isEqualTo("127.0.0.1");
      assertThat(environment.getProperty("autoscaler.gitea-api-url"))
          .isEqualTo(sandbox.environment().variables().get("GITEA_API_URL"));
      LoopClock clock = environment.getRequiredProperty("sandbox.world.clock", LoopClock.class);
      assertThat(clock.toWall(Duration.ofMinutes(10))).isEqualTo(Duration.ofSeconds(1));
      assertThat(environment.getProperty("management.endpoint.health.group.readiness.include"))
          .isNull();
    }
  }

  /** However long that takes: what people do first is not missed. */
  @Test
  void time_passes_in_the_world_once_the_application_is_ready() {
    GenericApplicationContext context = prepared(Map.of("autoscaler.sandbox-speed", "600"));
    try (Sandbox sandbox = world(context)) {
      Instant first = WorldSettings.standard(1).start();
      assertThat(sandbox.drive().instant()).isEqualTo(first);
      sandbox.begin();
      assertThat(sandbox.drive().instant()).isAfter(first);
    }
  }

  @Test
  void a_world_alone_is_healthy_by_its_own_answers() {
    GenericApplicationContext context = prepared(Map.of("autoscaler.sandbox-autoscaler", "off"));
    try (Sandbox sandbox = world(context)) {
      assertThat(
              context
                  .getEnvironment()
                  .getProperty("management.endpoint.health.group.readiness.include"))
          .isEqualTo("sandbox");
      assertThat(
              new Introduction(sandbox, "http://127.0.0.1:8080", SandboxScenario.STANDARD)
                  .text(false))
          .contains(sandbox.environment().lines())
          .contains("/sandbox/environment");
    }
  }

  @Test
  void a_scenario_brings_its_pools_and_refuses_others() {
    GenericApplicationContext context =
        prepared(Map.of("autoscaler.sandbox-scenario", "two-pools"));
    try (Sandbox sandbox = world(context)) {
      assertThat(SettingsLoader.load(context.getEnvironment()).pools())
          .extracting(Pool::name)
          .containsExactly("amd64", "arm64");
    }
    assertThatThrownBy(() ->
            prepared(
                Map.of(
                    "autoscaler.sandbox-scenario",
                    "two-pools",
                    "autoscaler.pools[0].name",
                    "mine")))
        .hasMessageContaining("SANDBOX_SCENARIO=two-pools brings pools of its own");
  }

  @Test
  void it_refuses_to_start_beside_real_tokens_and_names_them_without_their_values() {
    assertThatThrownBy(() -> prepared(Map.of("HCLOUD_TOKEN", "real-secret")))
        .isInstanceOf(SandboxRefused.class);
    FailureAnalysis analysis =
        new SandboxRefusedAnalyzer()
            .analyze(
                new IllegalStateException(),
                new SandboxRefused(
                    List.of("HCLOUD_TOKEN (from environment variable HCLOUD_TOKEN)")));
    assertThat(analysis.getDescription()).contains("HCLOUD_TOKEN (from environment");
    assertThat(analysis.getAction()).contains("env -u HCLOUD_TOKEN");
  }

  @Test
  void a_second_process_lives_by_the_clock_of_the_first() {
    try (Sandbox sandbox = Sandbox.start(SandboxSettings.quiet(1, 1000));
        ClockUrl clock = ClockUrl.follow(URI.create(sandbox.controlUrl() + "/sandbox/clock"))) {
      assertThat(clock.toWall(Duration.ofSeconds(1000))).isEqualTo(Duration.ofSeconds(1));
      Instant before = clock.instant();
      Instant world = sandbox.drive().instant();
      assertThat(Duration.between(before, world).abs()).isLessThan(Duration.ofMinutes(30));
      assertThat(clock.instant()).isAfterOrEqualTo(before);
    }
  }

  @Test
  void a_clock_that_is_not_there_stops_the_start_with_what_to_do() {
    assertThatThrownBy(() -> ClockUrl.follow(URI.create("http://127.0.0.1:1/sandbox/clock")))
        .hasMessageContaining("AUTOSCALER_CLOCK_URL")
        .hasMessageContaining("Start the sandbox first");
  }
}
