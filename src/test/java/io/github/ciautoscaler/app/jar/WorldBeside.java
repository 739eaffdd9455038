package io.github.ciautoscaler.app.jar;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.sandbox.Sandbox;
import io.github.ciautoscaler.sandbox.SandboxSettings;
import io.github.ciautoscaler.sandbox.Tokens;
import io.github.ciautoscaler.sandbox.wire.AccessLog;
import io.github.ciautoscaler.sandbox.wire.Json;
import io.github.ciautoscaler.sandbox.wire.Request;
import io.github.ciautoscaler.sandbox.wire.TlsIdentity;
import io.github.ciautoscaler.simulator.JobSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The world that the process lives beside: pushes, the environment it gives, and what is true. */
final class WorldBeside implements AutoCloseable {

  static final int MAX_NODES = 3;

  /** World seconds per second: a paid hour takes a minute and a half. */
  private static final double SPEED = 40;

  private static final Duration KNOWN_WITHIN = Duration.ofSeconds(60);

  private final Sandbox sandbox;
  private final Path log;
  private final WorldWatch watch = new WorldWatch(MAX_NODES);

  private WorldBeside(Sandbox sandbox, Path log) {
    this.sandbox = sandbox;
    this.log = log;
    sandbox.change(watch::over);
  }

  /**
   * @param name of the file in the build's directory that takes the log of the processes
   */
  static WorldBeside start(String name, long seed) {
    return start(name, seed, SPEED);
  }

  /**
   * @param speed world seconds per second
   */
  static WorldBeside start(String name, long seed, double speed) {
    return new WorldBeside(Sandbox.start(SandboxSettings.quiet(seed, speed)), fresh(name));
  }

  static WorldBeside start(String name, TlsIdentity tls) {
    return new WorldBeside(Sandbox.start(SandboxSettings.quiet(1, SPEED), tls), fresh(name));
  }

  private static Path fresh(String name) {
    Path build = Path.of(System.getProperty("packaged.jar", "target/not-packaged.jar"));
    try {
      Path directory = Files.createDirectories(build.resolveSibling("packaged-logs"));
      Path file = directory.resolve(name + ".log");
      Files.deleteIfExists(file);
      return file;
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  Sandbox sandbox() {
    return sandbox;
  }

  /** What finds the simulated servers, and small machines' worth of patience. */
  Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(sandbox.environment().variables());
    environment.put("MAX_NODES", String.valueOf(MAX_NODES));
    environment.put("POLL_INTERVAL_SECS", "10");
    // Machines may go at any time of their hour, so that a minute sees many lives.
    environment.put("BILLING_WINDOW_MINS", "60");
    environment.put("IDLE_TIMEOUT_MINS", "1");
    environment.put("POD_NAME", "gitea-ci-autoscaler-0");
    return environment;
  }

  JarProcess process(Map<String, String> environment) {
    return JarProcess.start(log, environment);
  }

  JarProcess process() {
    return process(environment());
  }

  void push(int count, Duration length) {
    List<JobSpec> jobs = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      jobs.add(JobSpec.of("build (" + i + ")", length, "linux"));
    }
    sandbox.change(world -> world.forge().submit(world.forge().repos().getFirst(), jobs));
  }

  /** As somebody's push: a few jobs of some minutes. */
  void push(Random random) {
    push(1 + random.nextInt(4), Duration.ofSeconds(60 + random.nextInt(240)));
  }

  void until(JarProcess process, String what, Duration limit, BooleanSupplier holds) {
    process.until(
        what,
        limit,
        () -> {
          assertNothingBroken();
          return holds.getAsBoolean();
        });
  }

  /** The secrets of all join tokens that ever were. */
  Set<String> joinTokens() {
    return sandbox.ask(world -> watch.joinTokens());
  }

  boolean isEveryJobDone() {
    return sandbox.ask(
        world -> world.forge().jobs().stream().noneMatch(job -> job.conclusion() == null));
  }

  boolean isNothingLeft() {
    return sandbox.ask(world ->
        world.cloud().servers().isEmpty()
            && world.forge().runners().isEmpty()
            && world.cluster().nodes().stream()
                .noneMatch(node -> node.name().startsWith("ci-runner-")));
  }

  int jobs() {
    return sandbox.ask(world -> world.forge().jobs().size());
  }

  int launched() {
    return sandbox.ask(world -> world.cloud().ledger().entries().size());
  }

  /** The sandbox's own account of what is so. */
  JsonNode truth() {
    Request request = Request.of("GET", URI.create("/sandbox/world"), Map.of(), "", "http");
    return Json.parse(String.valueOf(sandbox.control(request).body())).orElseThrow();
  }

  /** Changes that were asked of the three products; reviews of rights and Leases are none. */
  List<AccessLog.Entry> writes() {
    return sandbox.requests().entries().stream()
        .filter(request -> !request.face().equals("control") && !request.method().equals("GET"))
        .filter(request -> !request.path().contains("subjectaccessreviews"))
        .filter(request -> !request.path().contains("/leases"))
        .toList();
  }

  /** No job died and the maximum was kept, at every moment until now. */
  void assertNothingBroken() {
    assertThat(violations()).as("what the world saw").isEmpty();
  }

  List<String> violations() {
    return sandbox.ask(world -> watch.broken());
  }

  /** Waits until the process knows every server that is paid for, whoever ordered it. */
  void assertNoServerIsForgotten(JarProcess process) {
    until(
        process,
        "every server is known",
        KNOWN_WITHIN,
        () -> known(process).containsAll(servers()));
  }

  private static Set<String> known(JarProcess process) {
    return process
        .json("/api/nodes")
        .path("nodes")
        .valueStream()
        .map(node -> node.path("name").asString(""))
        .collect(Collectors.toSet());
  }

  /** Names of those that are paid for. */
  Set<String> servers() {
    return sandbox.ask(world ->
        world.cloud().servers().stream()
            .filter(server -> !server.isDeleting())
            .map(server -> server.name())
            .collect(Collectors.toSet()));
  }

  /** Served, no job lost, never too many machines; and no word of it that should not be said. */
  void assertServedAndSilent(JarProcess process) {
    assertNothingBroken();
    JsonNode truth = truth();
    assertThat(truth.path("jobs").propertyNames()).as("how jobs ended").containsOnly("success");
    List<Long> lost = sandbox.ask(world -> world.forge().lostJobs());
    assertThat(lost).as("lost jobs").isEmpty();
    assertThat(truth.path("maxManagedServersAlive").asInt())
        .as("most machines at once")
        .isBetween(1, MAX_NODES);
    assertSilent(process);
  }

  /** The log holds neither a secret nor a stack trace. */
  void assertSilent(JarProcess process) {
    List<String> secrets = new ArrayList<>(joinTokens());
    secrets.addAll(
        List.of(
            Tokens.SANDBOX.hetzner(),
            Tokens.SANDBOX.gitea(),
            Tokens.SANDBOX.kubernetes(),
            sandbox.ask(world -> world.settings().clusterSecret())));
    String log = process.log();
    assertThat(log).as("the log").isNotBlank();
    assertThat(secrets).as("secrets in the log").noneMatch(log::contains);
    assertThat(log.lines().filter(WorldBeside::isStackTrace)).as("stack traces").isEmpty();
  }

  private static boolean isStackTrace(String line) {
    return line.contains("stack_trace") || line.matches("\\s+at [\\w.$/]+\\(.*\\)");
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
