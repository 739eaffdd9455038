package io.github.ciautoscaler.app.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.app.settings.Settings;
import io.github.ciautoscaler.app.settings.SettingsLoader;
import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.plan.Decision;
import io.github.ciautoscaler.plan.Reason;
import io.github.ciautoscaler.reconcile.PassReport;
import io.github.ciautoscaler.settings.SandboxScenario;
import io.github.ciautoscaler.simulator.CloudServer;
import io.github.ciautoscaler.simulator.Ledger;
import io.github.ciautoscaler.simulator.Undisturbed;
import io.github.ciautoscaler.simulator.World;
import io.github.ciautoscaler.simulator.WorldSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** One scenario of the sandbox, with the production loop in it, in the world's own time. */
final class PlayedScene {

  private static final Duration STEP = Duration.ofSeconds(10);
  private static final Duration TOO_LONG = Duration.ofHours(4);

  private final World world;
  private final Undisturbed loop;
  private final Instant start;
  private final Set<Reason.Code> codes = EnumSet.noneOf(Reason.Code.class);
  private @Nullable PassReport latest;
  private int most;

  PlayedScene(SandboxScenario scenario, long seed) {
    this(scenario, seed, WorldSettings.standard(seed).forgeVersion());
  }

  PlayedScene(SandboxScenario scenario, long seed, String forgeVersion) {
    start = Scenes.start(scenario);
    world = new World(WorldSettings.standard(seed).withStart(start).withForgeVersion(forgeVersion));
    Settings settings = settings(scenario, world.settings());
    settings.pools().forEach(pool -> SandboxListener.deployRunners(world, pool));
    loop = new Undisturbed(world, settings.planSettings(), true);
    loop.listen(this::read);
    Scenes.begin(scenario, world);
  }

  private static Settings settings(SandboxScenario scenario, WorldSettings world) {
    StandardEnvironment environment = new StandardEnvironment();
    environment.setActiveProfiles(SettingsLoader.SANDBOX);
    var sources = environment.getPropertySources();
    sources.remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
    sources.remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
    sources.addLast(
        new MapPropertySource("world", Map.of("CLUSTER_SECRET", world.clusterSecret())));
    Scenes.file(scenario).forEach(sources::addLast);
    SandboxListener.addLabels(environment, scenario, world.forgeVersion());
    return SettingsLoader.load(environment);
  }

  private void read(PassReport report) {
    latest = report;
    report.plan().decisions().stream().map(Decision::reason).map(Reason::code).forEach(codes::add);
    most = Math.max(most, servers().size());
  }

  void live(Duration length) {
    loop.runUntil(world.now().plus(length));
  }

  void until(String what, BooleanSupplier holds) {
    Instant latestMoment = world.now().plus(TOO_LONG);
    while (!holds.getAsBoolean()) {
      assertThat(world.now()).as("waiting until " + what).isBefore(latestMoment);
      live(STEP);
    }
    assertThat(lost()).as("jobs that lost their runner").isEmpty();
  }

  Duration age() {
    return Duration.between(start, world.now());
  }

  long done() {
    return world.forge().jobs().stream().filter(job -> "success".equals(job.conclusion())).count();
  }

  List<Long> lost() {
    return world.forge().lostJobs();
  }

  Collection<CloudServer> servers() {
    return world.cloud().servers();
  }

  Collection<Ledger.Entry> bill() {
    return world.cloud().ledger().entries();
  }

  /** Of all servers until now. */
  Set<String> types() {
    return bill().stream().map(Ledger.Entry::type).collect(Collectors.toSet());
  }

  long launched(String pool) {
    return bill().stream().filter(entry -> pool.equals(entry.labels().get(Labels.POOL))).count();
  }

  /** The most servers at once. */
  int most() {
    return most;
  }

  /** Codes of all decisions until now. */
  Set<Reason.Code> codes() {
    return codes;
  }

  long inService() {
    return machines().stream().filter(machine -> machine.isIdle() || machine.isBusy()).count();
  }

  long idle() {
    return machines().stream().filter(Machine::isIdle).count();
  }

  private List<Machine> machines() {
    PassReport report = latest;
    return report == null ? List.of() : report.fleet().machines();
  }
}
