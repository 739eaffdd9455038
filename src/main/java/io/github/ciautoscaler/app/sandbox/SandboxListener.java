package io.github.ciautoscaler.app.sandbox;

import io.github.ciautoscaler.app.settings.Settings;
import io.github.ciautoscaler.app.settings.SettingsException;
import io.github.ciautoscaler.app.settings.SettingsLoader;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.sandbox.Sandbox;
import io.github.ciautoscaler.sandbox.SandboxSettings;
import io.github.ciautoscaler.settings.Problem;
import io.github.ciautoscaler.settings.SandboxScenario;
import io.github.ciautoscaler.simulator.World;
import io.github.ciautoscaler.simulator.WorldSettings;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationContextInitializedEvent;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Starts the world before the first bean is made, and ends it where the start fails. What the image
 * build runs starts none.
 */
final class SandboxListener implements ApplicationListener<SpringApplicationEvent> {

  @Override
  public void onApplicationEvent(SpringApplicationEvent event) {
    switch (event) {
      case ApplicationContextInitializedEvent initialized ->
          prepare(initialized.getApplicationContext());
      case ApplicationReadyEvent ready -> introduce(ready.getApplicationContext());
      case ApplicationFailedEvent failed -> end(failed);
      default -> {}
    }
  }

  private static void prepare(ConfigurableApplicationContext context) {
    if (Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING)) {
      return;
    }
    ConfigurableEnvironment environment = context.getEnvironment();
    if (SettingsLoader.isSandbox(environment)) {
      startWorld(context);
      return;
    }
    URI clock = SettingsLoader.sandbox(environment).clockUrl();
    if (clock != null) {
      add(context, WorldProperties.of(ClockUrl.follow(clock)));
    }
  }

  private static void startWorld(ConfigurableApplicationContext context) {
    List<String> credentials = SettingsLoader.credentialsIn(context.getEnvironment());
    if (!credentials.isEmpty()) {
      throw new SandboxRefused(credentials);
    }
    Settings.Sandbox wanted = SettingsLoader.sandbox(context.getEnvironment());
    Settings.Sandbox.Shown shown = wanted.shown();
    addPools(context.getEnvironment(), shown.scenario());
    addLabels(context.getEnvironment(), shown.scenario(), shown.forgeVersion());
    Settings settings = SettingsLoader.load(context.getEnvironment());
    Sandbox sandbox =
        Sandbox.prepare(
            new SandboxSettings(
                shown.seed(),
                wanted.speed(),
                0,
                new SandboxSettings.Shown(
                    shown.forgeVersion(),
                    Scenes.start(shown.scenario()),
                    world -> Scenes.begin(shown.scenario(), world))));
    sandbox.change(world -> settings.pools().forEach(pool -> deployRunners(world, pool)));
    context.getBeanFactory().registerSingleton("sandbox", sandbox);
    add(context, WorldProperties.of(sandbox, wanted.autoscaler()));
  }

  private static void addPools(ConfigurableEnvironment environment, SandboxScenario scenario) {
    if (scenario.hasPools() && SettingsLoader.hasPools(environment)) {
      throw new SettingsException(
          List.of(
              new Problem(
                  "SANDBOX_SCENARIO=" + scenario.word() + " brings pools of its own, and so do you",
                  null,
                  "Set SANDBOX_SCENARIO=quiet to try yours.")));
    }
    Scenes.file(scenario).forEach(environment.getPropertySources()::addLast);
  }

  /** A forge that does not list its runners needs the owner's word for what they offer. */
  static void addLabels(
      ConfigurableEnvironment environment, SandboxScenario scenario, @Nullable String version) {
    WorldSettings world = WorldSettings.standard(0);
    boolean listed = version == null || world.withForgeVersion(version).listsRunners();
    if (!listed && !scenario.hasPools() && !SettingsLoader.hasPools(environment)) {
      String labels = String.join(",", new TreeSet<>(world.runnerLabels()));
      environment
          .getPropertySources()
          .addLast(
              new MapPropertySource(
                  "sandbox runner labels", Map.of("autoscaler.runner-labels", labels)));
    }
  }

  /** Its people have runners that are as the pools say. */
  static void deployRunners(World world, Pool pool) {
    Set<String> labels = pool.labels();
    if (labels != null) {
      world.forge().labelRunners(pool.name(), labels);
    }
    world.cluster().deployRunners(pool.name(), pool.slots());
  }

  private static void add(ConfigurableApplicationContext context, MapPropertySource properties) {
    context.getEnvironment().getPropertySources().addFirst(properties);
  }

  private static void introduce(ConfigurableApplicationContext context) {
    Sandbox sandbox = context.getBeanProvider(Sandbox.class).getIfAvailable();
    if (sandbox != null) {
      // Not sooner: what people do first would be over before a slow start has ended.
      sandbox.begin();
      Settings.Sandbox settings = context.getBean(Settings.class).sandbox();
      String port = context.getEnvironment().getProperty("local.server.port", "8080");
      String text =
          new Introduction(sandbox, "http://127.0.0.1:" + port, settings.shown().scenario())
              .text(settings.autoscaler());
      // Plain lines: the environment block is made to be copied.
      System.out.print(text);
    }
  }

  private static void end(ApplicationFailedEvent failed) {
    ConfigurableApplicationContext context = failed.getApplicationContext();
    if (context != null
        && context.getBeanFactory().getSingleton("sandbox") instanceof Sandbox world) {
      world.close();
    }
  }
}
