package io.github.ciautoscaler.figures;

import io.github.ciautoscaler.bootstrap.K3sJoin;
import io.github.ciautoscaler.bootstrap.K3sUserData;
import io.github.ciautoscaler.bootstrap.Setup;
import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.sandbox.Sandbox;
import io.github.ciautoscaler.sandbox.SandboxSettings;
import io.github.ciautoscaler.sandbox.wire.AccessLog;
import io.github.ciautoscaler.simulator.CreateRequest;
import io.github.ciautoscaler.simulator.JobSpec;
import io.github.ciautoscaler.simulator.World;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an owner notices of the shipped layout: run as a second process, with production's settings,
 * against the simulated world at real speed. The layout is what {@code
 * src/test/image/try-layout.sh} built; {@code -Dlayout} names its directory {@code root/app},
 * {@code -Dpackaged.jar} the jar that it is compared with.
 */
class ShippedFigures {

  private static final Path LAYOUT = Path.of(System.getProperty("layout", "target/layout"));
  private static final int MACHINES = 500;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path directory;

  @Test
  void readyInTheShippedLayoutAndFromAPlainJar() throws Exception {
    try (Sandbox sandbox = Sandbox.start(SandboxSettings.quiet(1, 1))) {
      List<Double> shipped = new ArrayList<>();
      List<Double> plain = new ArrayList<>();
      List<String> jar =
          List.of(
              LAYOUT.resolve("jre/bin/java").toAbsolutePath().toString(),
              "-jar",
              Path.of(System.getProperty("packaged.jar", "target/app.jar"))
                  .toAbsolutePath()
                  .toString());
      for (int i = 0; i < 5; i++) {
        shipped.add(readyMillis(launch(), LAYOUT, sandbox));
        plain.add(readyMillis(jar, directory, sandbox));
      }
      Figure.print("ready, shipped layout", median(shipped), 2500, "ms, median of 5 " + shipped);
      Figure.print("ready, java -jar", median(plain), 7000, "ms, median of 5 " + plain);
    }
  }

  @Test
  void anIdlePassAndTheMemoryOfAnIdleService() throws Exception {
    try (Sandbox sandbox = Sandbox.start(SandboxSettings.quiet(1, 1));
        RunningService service =
            start(launch(), LAYOUT, sandbox, Map.of("POLL_INTERVAL_SECS", "1"))) {
      service.awaitPasses(30);
      // Not asked meanwhile: a scrape costs more than an idle pass.
      long passes = service.passes();
      double before = service.cpuMillis();
      LockSupport.parkNanos(Duration.ofSeconds(60).toNanos());
      double spent = service.cpuMillis() - before;
      passes = service.passes() - passes;
      Figure.print("CPU of an idle pass", spent / passes, 30, "ms, mean of " + passes);
      LockSupport.parkNanos(Duration.ofMinutes(4).toNanos());
      Figure.print(
          "resident memory, idle, after 6 minutes", service.residentMebibytes(), 200, "MiB");
    }
  }

  @Test
  void fromAQueuedJobToTheCreateCall() throws Exception {
    try (Sandbox sandbox = Sandbox.start(SandboxSettings.quiet(1, 1));
        RunningService service = start(launch(), LAYOUT, sandbox, Map.of("MAX_NODES", "20"))) {
      service.awaitPasses(8);
      List<Double> waits = new ArrayList<>();
      Random random = new Random(1);
      for (int i = 0; i < 10; i++) {
        LockSupport.parkNanos(random.nextLong(5_000_000_000L));
        Instant queued = submit(sandbox, 1, Duration.ofHours(5));
        waits.add((double) Duration.between(queued, nextCreate(sandbox, queued)).toMillis());
        service.awaitPasses(1);
      }
      Figure.print(
          "queued job to create call at a poll interval of 5 s, longest of 10",
          Collections.max(waits),
          5200,
          "ms " + waits);
    }
  }

  @Test
  void aPassOverFiveHundredBusyMachinesAndItsMemory() throws Exception {
    try (Sandbox sandbox = Sandbox.start(SandboxSettings.quiet(1, 1))) {
      submit(sandbox, MACHINES, Duration.ofHours(50));
      sandbox.change(ShippedFigures::launchMachines);
      while (sandbox.ask(world -> busy(world)) < MACHINES) {
        LockSupport.parkNanos(500_000_000);
      }
      try (RunningService service =
          start(launch(), LAYOUT, sandbox, Map.of("MAX_NODES", String.valueOf(MACHINES)))) {
        service.awaitPasses(15);
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < 21; i++) {
          double before = service.metric("autoscaler_loop_duration_seconds_sum");
          service.awaitPasses(1);
          millis.add((service.metric("autoscaler_loop_duration_seconds_sum") - before) * 1000);
        }
        double seen = service.metric("autoscaler_managed_nodes{state=\"busy\"}");
        Figure.print(
            "a whole pass, %.0f machines busy".formatted(seen),
            median(millis),
            250,
            "ms, median of 21");
        Figure.print(
            "resident memory, 500 nodes, after 3 minutes", service.residentMebibytes(), 280, "MiB");
      }
    }
  }

  private static void launchMachines(World world) {
    world.cloud().setServerLimit(MACHINES);
    for (int i = 0; i < MACHINES; i++) {
      String name = String.format("ci-runner-%08x", i);
      Map<String, String> labels =
          Map.of(
              Labels.MANAGED_BY, Labels.MANAGED_BY_US,
              Labels.INSTALLATION, "figures",
              Labels.POOL, "default");
      String userData =
          K3sUserData.render(
                  new K3sJoin(
                      name,
                      null,
                      List.of("10.0.0.2:6443"),
                      world.settings().clusterVersion(),
                      new Secret(world.settings().clusterSecret()),
                      "--node-label=managed-by=gitea-ci-autoscaler --node-label=node-role=ci-runner",
                      Map.of(Labels.POOL, "default"),
                      Setup.PLAIN))
              .reveal();
      world
          .cloud()
          .create(CreateRequest.of(name, "ccx33", "nbg1", "ubuntu-24.04", labels, userData));
    }
  }

  private static long busy(World world) {
    return world.cloud().servers().stream()
        .filter(server -> world.forge().worksOn(server.name()))
        .count();
  }

  private static Instant submit(Sandbox sandbox, int count, Duration length) {
    return sandbox.ask(world -> {
      List<JobSpec> jobs = Collections.nCopies(count, JobSpec.of("build", length, "linux"));
      world.forge().submit(world.forge().repos().getFirst(), jobs);
      return world.now();
    });
  }

  private static Instant nextCreate(Sandbox sandbox, Instant since) {
    while (true) {
      for (AccessLog.Entry entry : sandbox.requests().entries("hetzner")) {
        if (entry.method().equals("POST")
            && entry.path().endsWith("/servers")
            && !entry.at().isBefore(since)) {
          return entry.at();
        }
      }
      LockSupport.parkNanos(10_000_000);
    }
  }

  private double readyMillis(List<String> command, Path where, Sandbox sandbox) throws Exception {
    try (RunningService service = start(command, where, sandbox, Map.of())) {
      return service.readyMillis();
    }
  }

  private RunningService start(
      List<String> command, Path where, Sandbox sandbox, Map<String, String> more)
      throws IOException, InterruptedException {
    Map<String, String> environment = new HashMap<>(sandbox.environment().variables());
    environment.put("INSTALLATION_ID", "figures");
    environment.put("MALLOC_ARENA_MAX", "2");
    environment.put("PATH", Objects.requireNonNullElse(System.getenv("PATH"), "/usr/bin:/bin"));
    environment.putAll(more);
    return new RunningService(command, where, environment, directory.resolve("service.log"));
  }

  /** As the image's launcher does it, where the layout is not at the root. */
  private static List<String> launch() {
    Path app = LAYOUT.toAbsolutePath();
    return List.of(
        app.resolve("jre/bin/java").toString(),
        "@" + app.resolve("jvm.options"),
        "-Dserver.tomcat.basedir=" + app.resolve("tomcat"),
        "-XX:AOTCache=app.aot",
        "-jar",
        "app.jar");
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
