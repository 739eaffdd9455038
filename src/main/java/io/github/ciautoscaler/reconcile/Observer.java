package io.github.ciautoscaler.reconcile;

import io.github.ciautoscaler.fleet.ClusterInfo;
import io.github.ciautoscaler.fleet.ForgeInfo;
import io.github.ciautoscaler.fleet.ForgeInfo.Capability;
import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.LastSeen;
import io.github.ciautoscaler.fleet.MachineSize;
import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.fleet.Observation;
import io.github.ciautoscaler.fleet.Pod;
import io.github.ciautoscaler.fleet.PodDemand;
import io.github.ciautoscaler.fleet.PriceList;
import io.github.ciautoscaler.fleet.RateLimit;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Runner;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.fleet.StoredState;
import io.github.ciautoscaler.fleet.Tracked;
import io.github.ciautoscaler.fleet.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Reads every source in parallel. One that does not answer in time costs its own freshness: its
 * call goes on, and a later pass takes its answer.
 */
final class Observer {

  private static final Duration SELDOM = Duration.ofMinutes(10);
  private static final Duration PRICES = Duration.ofHours(6);
  private static final Duration LOW_BUDGET = Duration.ofSeconds(60);

  private final Ports ports;
  private final ReconcileSettings settings;
  private final PaidHoursClock paidHours;
  private final Instant startedAt;
  private final Source<ForgeInfo> forge;
  private final Source<List<Job>> queued;
  private final Source<List<Job>> running;
  private final Source<Integer> blocked;
  private final Source<List<Runner>> runners;
  private final Source<List<Server>> servers;
  private final Source<PriceList> prices;
  private final Source<ClusterInfo> cluster;
  private final Source<List<Node>> nodes;
  private final Source<List<Pod>> runnerPods;
  private final Source<List<Workload>> workloads;
  private final Source<List<MachineSize>> sizes;
  private final Source<Optional<LeaseStore.Lease>> lease;
  private final Map<String, Source<List<Pod>>> podsOn = new HashMap<>();
  private boolean asksForPods;

  /**
   * @param leading renews or asks for the Lease, beside the sources
   */
  Observer(
      Ports ports,
      ReconcileSettings settings,
      Supplier<Reading<Optional<LeaseStore.Lease>>> leading) {
    this.ports = ports;
    this.settings = settings;
    this.paidHours = new PaidHoursClock(ports.clock());
    this.startedAt = ports.clock().steady().instant();
    this.forge = source("gitea", ports.forge()::describe);
    this.queued = source("gitea", ports.forge()::queued);
    this.running = source("gitea", ports.forge()::running);
    this.blocked = source("gitea", ports.forge()::blocked);
    this.runners = source("gitea", ports.forge()::runners);
    this.servers = source("hetzner", ports.cloud()::servers);
    this.prices = source("hetzner", ports.cloud()::prices);
    this.cluster = source("kubernetes", ports.cluster()::describe);
    this.nodes = source("kubernetes", ports.cluster()::nodes);
    this.runnerPods = source("kubernetes", ports.cluster()::runnerPods);
    this.workloads = source("kubernetes", ports.cluster()::workloads);
    this.sizes = source("hetzner", ports.cloud()::sizes);
    this.lease = source("lease", leading);
  }

  /**
   * Starts what is due, waits for it within the limit, and takes what has come.
   *
   * @param leading whether to ask for the Lease too
   * @param forPods whether a pool's machines are there for pods
   */
  void read(boolean leading, boolean forPods) {
    Set<String> draining = draining();
    podsOn.keySet().retainAll(draining);
    draining.forEach(name ->
        podsOn.computeIfAbsent(
            name, node -> source("kubernetes", () -> ports.cluster().podsOn(node))));
    if (leading) {
      lease.begin(Duration.ZERO);
    }
    forge.begin(SELDOM);
    for (Source<?> source : List.of(queued, running, blocked, runners, nodes, runnerPods)) {
      source.begin(Duration.ZERO);
    }
    servers.begin(ports.cloud().budget().isLow() ? LOW_BUDGET : Duration.ZERO);
    prices.begin(PRICES);
    cluster.begin(SELDOM);
    podsOn.values().forEach(source -> source.begin(Duration.ZERO));
    if (forPods) {
      sizes.begin(PRICES);
    }
    asksForPods = forPods || haveServersForPods();
    if (asksForPods) {
      workloads.begin(Duration.ZERO);
    }
    List<Background.Pending<?>> pending = new ArrayList<>();
    all().forEach(source -> source.addPending(pending));
    ports.background().await(pending, settings.observeLimit());
    all().forEach(Source::take);
  }

  /**
   * Compares our clock with those of the systems that answered. Where it is set, what was read
   * stays as old as it is.
   *
   * @return by how much it was set
   */
  Duration setsClock() {
    Duration change =
        ports
            .clock()
            .compare(
                ports.forge().serverTime(),
                ports.cloud().serverTime(),
                ports.cluster().serverTime());
    if (!change.isZero()) {
      all().forEach(source -> source.moveBy(change));
    }
    return change;
  }

  Observation observation(StoredState stored, boolean recorded, Set<String> inFlight) {
    Map<String, Tracked<List<Pod>>> pods = new HashMap<>();
    podsOn.forEach((name, source) -> pods.put(name, source.tracked()));
    return new Observation(
        new Observation.Run(
            ports.clock().instant(),
            ports.clock().shared(startedAt),
            settings.self().process(),
            ports.randomness().nextLong(),
            settings.installation()),
        new Observation.OfForge(
            forge.tracked(),
            queued.tracked(),
            running.tracked(),
            blocked.tracked(),
            runners.tracked()),
        new Observation.OfCloud(
            paidHours.inOurTime(servers.tracked()), prices.tracked(), budget(), sizes.tracked()),
        new Observation.OfCluster(
            cluster.tracked(), nodes.tracked(), runnerPods.tracked(), pods, workloads.tracked()),
        new Observation.Memory(stored, recorded, inFlight));
  }

  /** The names of this installation's servers, as far as they are listed. */
  Set<String> ownServers() {
    Set<String> names = new HashSet<>();
    for (Server server : LastSeen.of(servers.tracked())) {
      if (settings.installation().equals(server.labels().get(Labels.INSTALLATION))) {
        names.add(server.name());
      }
    }
    return names;
  }

  /** Whether the cluster said when it was last asked that we may. */
  boolean grants(ClusterInfo.Permission permission) {
    return cluster.tracked().known().map(it -> it.granted().contains(permission)).orElse(false);
  }

  List<SourceHealth> health() {
    Instant now = ports.clock().instant();
    List<Source<?>> kubernetes = new ArrayList<>(List.of(nodes, runnerPods, cluster));
    kubernetes.addAll(podsOn.values());
    if (asksForPods) {
      kubernetes.add(workloads);
    }
    return List.of(
        remarked(Source.health("gitea", ofForge(), now)),
        Source.health("hetzner", List.of(servers), now),
        Source.health("kubernetes", kubernetes, now));
  }

  /** What the forge does not have at all is said where its features are, and is no failure. */
  private List<Source<?>> ofForge() {
    List<Source<?>> asked = new ArrayList<>(List.of(queued, running));
    if (mayList(Capability.BLOCKED_JOBS)) {
      asked.add(blocked);
    }
    if (mayList(Capability.RUNNER_LIST)) {
      asked.add(runners);
    }
    asked.add(forge);
    return asked;
  }

  private boolean mayList(Capability what) {
    return forge.tracked().known().map(it -> it.can(what)).orElse(true);
  }

  /** What the forge left out is said, and is no reason not to go on. */
  private SourceHealth remarked(SourceHealth health) {
    List<String> remarks = ports.forge().remarks();
    return remarks.isEmpty() || !health.ok()
        ? health
        : new SourceHealth(
            health.name(), true, health.asOf(), health.took(), String.join(" ", remarks));
  }

  private RateLimit budget() {
    return ports.cloud().budget();
  }

  /** Of a pool that the configuration may not have any more. */
  private boolean haveServersForPods() {
    return LastSeen.of(servers.tracked())
        .anyMatch(server -> PodDemand.isForPods(server.labels().get(Labels.DEMAND)));
  }

  private Set<String> draining() {
    Set<String> names = new HashSet<>();
    for (Node node : LastSeen.of(nodes.tracked())) {
      if (node.ownAnnotations().isDraining()) {
        names.add(node.name());
      }
    }
    return names;
  }

  private List<Source<?>> all() {
    List<Source<?>> all =
        new ArrayList<>(
            List.of(
                forge,
                queued,
                running,
                blocked,
                runners,
                servers,
                prices,
                cluster,
                nodes,
                runnerPods,
                workloads,
                sizes,
                lease));
    all.addAll(podsOn.values());
    return all;
  }

  private <T> Source<T> source(String name, Supplier<Reading<T>> call) {
    return new Source<>(name, call, ports.background(), ports.clock());
  }
}
