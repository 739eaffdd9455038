package io.github.ciautoscaler.app.life;

import io.github.ciautoscaler.app.loop.PassSettings;
import io.github.ciautoscaler.app.loop.SystemRandomness;
import io.github.ciautoscaler.app.settings.Settings;
import io.github.ciautoscaler.bootstrap.K3sBootstrap;
import io.github.ciautoscaler.bootstrap.Setup;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Pools;
import io.github.ciautoscaler.fleet.Runner;
import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.hetzner.HetznerCloud;
import io.github.ciautoscaler.hetzner.HetznerSettings;
import io.github.ciautoscaler.http.Connections;
import io.github.ciautoscaler.http.Token;
import io.github.ciautoscaler.kubernetes.ApiClients;
import io.github.ciautoscaler.kubernetes.ConfigMapState;
import io.github.ciautoscaler.kubernetes.Connection;
import io.github.ciautoscaler.kubernetes.KubernetesCluster;
import io.github.ciautoscaler.kubernetes.KubernetesLeases;
import io.github.ciautoscaler.kubernetes.KubernetesSettings;
import io.github.ciautoscaler.metrics.FleetMetrics;
import io.github.ciautoscaler.metrics.MetricsSettings;
import io.github.ciautoscaler.plan.PlanSettings;
import io.github.ciautoscaler.reconcile.Background;
import io.github.ciautoscaler.reconcile.PassReport;
import io.github.ciautoscaler.reconcile.Ports;
import io.github.ciautoscaler.reconcile.ReconcileSettings;
import io.github.ciautoscaler.reconcile.Reconciler;
import io.github.ciautoscaler.report.EventStream;
import io.github.ciautoscaler.sandbox.Sandbox;
import io.github.ciautoscaler.sandbox.SandboxSettings;
import io.github.ciautoscaler.sandbox.wire.AccessLog;
import io.github.ciautoscaler.simulator.CloudServer;
import io.github.ciautoscaler.simulator.ForgeJob;
import io.github.ciautoscaler.simulator.JobSpec;
import io.github.ciautoscaler.simulator.World;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One autoscaler, put together as in production, beside one world that moves only when told to. */
final class Life implements AutoCloseable {

  static final Duration POLL = Duration.ofSeconds(5);

  private static final int MANY_PASSES = 400;
  private static final List<String> OWN_BOOKS =
      List.of("leases", "configmaps", "selfsubjectaccessreviews", "selfsubjectrulesreviews");

  private final Sandbox sandbox;
  private final Connections connections;
  private final Ports outside;
  private final PlanSettings plan;
  private final String installation;
  private final LifeSettings settings;
  private final Set<String> launched = new HashSet<>();
  private final FleetMetrics metrics;
  private final EventStream passes;
  private Reconciler reconciler;
  private @Nullable PassReport latest;
  private int mostServers;

  Life(int maxNodes, @Nullable String forgeVersion, Background background) {
    this(LifeSettings.of(maxNodes).withForgeVersion(forgeVersion), background);
  }

  Life(LifeSettings settings, Background background) {
    this.settings = settings;
    int maxNodes = settings.maxNodes();
    sandbox = Sandbox.start(SandboxSettings.quiet(7, 0, settings.forgeVersion()));
    connections = new Connections(Map.of(), "test", settings.limits());
    Map<String, String> found = sandbox.environment().variables();
    InstantSource clock = () -> sandbox.ask(World::now);
    Connection connection = ApiClients.connect(found);
    KubernetesSettings kubernetes =
        KubernetesSettings.of("gitea-runners", "app=gitea-actions-runner", found);
    installation = connection.installationId();
    outside =
        new Ports(
            new Ports.Outside(
                settings.forge(connections, URI.create(found.get("GITEA_API_URL")), clock),
                new HetznerCloud(
                    connections.withToken(
                        URI.create(found.get("HCLOUD_ENDPOINT")),
                        Token.fixed(secret("HETZNER_API_TOKEN"))),
                    HetznerSettings.USUAL,
                    clock),
                new KubernetesCluster(connection, kubernetes, clock)),
            new Ports.Shared(
                new ConfigMapState(connection, kubernetes, clock),
                new KubernetesLeases(connection, kubernetes, clock)),
            new Ports.Process(background, new SystemRandomness(), clock));
    plan =
        new PlanSettings(
            List.of(
                Pools.of(
                    Pool.DEFAULT,
                    maxNodes,
                    settings
                        .shape()
                        .apply(
                            Pools.template(
                                new K3sBootstrap(
                                    secret("CLUSTER_SECRET"),
                                    null,
                                    settings.agentArgs(),
                                    Setup.PLAIN),
                                new Offering("ccx33", "nbg1"),
                                new Offering("ccx33", "fsn1"))),
                    settings.offers())),
            maxNodes,
            new Pool.Times(Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofMinutes(10)),
            new PlanSettings.Pace(POLL, Duration.ofMinutes(5), Duration.ofSeconds(10)),
            new PlanSettings.AsTheOriginal(false, false));
    metrics =
        new FleetMetrics(
            new MetricsSettings(
                "test",
                maxNodes,
                false,
                MetricsSettings.Files.readAt(now()),
                plan.times().provisioning()),
            now());
    passes = new EventStream(List.of(metrics));
    reconciler = process(background);
  }

  Reconciler reconciler() {
    return reconciler;
  }

  Sandbox sandbox() {
    return sandbox;
  }

  /** Kills the process and starts it anew. */
  void restart(Background background) {
    reconciler = process(background);
  }

  /** Kills the process and starts it anew with the settings of an owner, which may change. */
  void restart(Supplier<Settings> settings, Background background) {
    reconciler =
        new Reconciler(
            ports(background),
            new PassSettings(settings, installation, "pod-a", Duration.ofSeconds(20)));
  }

  private Reconciler process(Background background) {
    return new Reconciler(
        ports(background),
        new ReconcileSettings(
            plan,
            plan.fleetSettings(),
            new ReconcileSettings.Identity(installation, UUID.randomUUID().toString(), "pod-a"),
            false,
            Duration.ofSeconds(20)));
  }

  private Ports ports(Background background) {
    return new Ports(
        outside.outside(),
        outside.shared(),
        new Ports.Process(background, outside.randomness(), outside.clock()));
  }

  private Secret secret(String variable) {
    return new Secret(sandbox.environment().variables().getOrDefault(variable, ""));
  }

  /** The mark that the servers of this cluster carry. */
  String installation() {
    return installation;
  }

  void push(Duration length, String... labels) {
    sandbox.change(world ->
        world
            .forge()
            .submit(
                world.forge().repos().getFirst(), List.of(JobSpec.of("build", length, labels))));
  }

  /** One pass; then the world moves on, by more than a poll while there is nothing to see. */
  PassReport pass() {
    PassReport report = reconciler.pass();
    latest = report;
    passes.onPass(report);
    move(isQuiet(report) ? Duration.ofSeconds(55) : POLL);
    return report;
  }

  /**
   * Passes until the last report shows it.
   *
   * @throws AssertionError when many passes do not
   */
  PassReport passUntil(String what, Predicate<PassReport> shows) {
    for (int i = 0; i < MANY_PASSES; i++) {
      PassReport report = pass();
      if (shows.test(report)) {
        return report;
      }
    }
    throw new AssertionError("Never seen: " + what + ", last " + latest);
  }

  /** Its only machine, after a job of a minute. */
  Machine idleMachine() {
    push(Duration.ofMinutes(1), "linux");
    return passUntil(
            "an idle machine",
            report ->
                report.fleet().machines().stream().anyMatch(Life::isIdleForGood)
                    && jobs().stream().allMatch(job -> "success".equals(job.conclusion())))
        .fleet()
        .machines()
        .getFirst();
  }

  private static boolean isIdleForGood(Machine machine) {
    return machine.isIdle() && machine.runners().stream().noneMatch(Runner::busy);
  }

  /** Passes until the machine's paid hour has only so long to go. */
  void passUntilLeft(Machine machine, Duration left) {
    Instant paidUntil = java.util.Objects.requireNonNull(machine.paidUntil(now()));
    while (now().isBefore(paidUntil.minus(left))) {
      pass();
    }
  }

  /** The sample with these labels as written, for example {@code name{label="value"}}. */
  double metric(String sample) {
    return LifeMetrics.value(metrics, sample);
  }

  /** Whatever was changed at Gitea, at Hetzner, or in the cluster but for our own bookkeeping. */
  List<AccessLog.Entry> changes() {
    return sandbox.requests().entries().stream()
        .filter(entry -> !entry.method().equals("GET"))
        .filter(entry -> OWN_BOOKS.stream().noneMatch(word -> entry.path().contains("/" + word)))
        .toList();
  }

  /** Requests to one of the three with this method whose path holds this, newest last. */
  List<AccessLog.Entry> requests(String face, String method, String path) {
    return sandbox.requests().entries(face).stream()
        .filter(entry -> entry.method().equals(method) && entry.path().contains(path))
        .toList();
  }

  void move(Duration length) {
    sandbox.change(world -> world.advance(length));
    for (CloudServer server : sandbox.ask(world -> new ArrayList<>(world.cloud().servers()))) {
      launched.add(server.name());
    }
    mostServers = Math.max(mostServers, alive());
  }

  private boolean isQuiet(PassReport report) {
    boolean waiting = !report.fleet().seen().queued().known().orElse(List.of()).isEmpty();
    boolean idle =
        report.fleet().machines().stream()
            .allMatch(machine -> machine.isIdle() && minutesLeft(machine) > 7 || machine.isBusy());
    return !waiting && idle && report.started().isEmpty() && !report.fleet().machines().isEmpty();
  }

  private long minutesLeft(Machine machine) {
    Instant paidUntil = machine.paidUntil(now());
    return paidUntil == null ? 0 : Duration.between(now(), paidUntil).toMinutes();
  }

  Instant now() {
    return sandbox.ask(World::now);
  }

  @Nullable PassReport latest() {
    return latest;
  }

  int alive() {
    return sandbox.ask(world ->
        (int) world.cloud().servers().stream().filter(server -> !server.isDeleting()).count());
  }

  int mostServers() {
    return mostServers;
  }

  Set<String> launched() {
    return launched;
  }

  List<ForgeJob> jobs() {
    return sandbox.ask(world -> List.copyOf(world.forge().jobs()));
  }

  List<Long> lostJobs() {
    return sandbox.ask(world -> world.forge().lostJobs());
  }

  long hoursPaid() {
    return sandbox.ask(world -> world.cloud().ledger().hours(world.now()));
  }

  /** Nodes of machines that are left in the cluster. */
  List<String> workers() {
    return sandbox.ask(world ->
        world.cluster().nodes().stream()
            .map(node -> node.name())
            .filter(name -> name.startsWith("ci-runner-"))
            .toList());
  }

  int runnerRows() {
    return sandbox.ask(world -> world.forge().runners().size());
  }

  @Override
  public void close() {
    connections.close();
    sandbox.close();
  }
}
