package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.ClusterInfo;
import io.github.ciautoscaler.fleet.Conditions;
import io.github.ciautoscaler.fleet.FleetDeriver;
import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.ForgeInfo;
import io.github.ciautoscaler.fleet.ForgeInfo.Capability;
import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.Jobs;
import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.fleet.Observation;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Pod;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Pools;
import io.github.ciautoscaler.fleet.RateLimit;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Runner;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.fleet.StoredState;
import io.github.ciautoscaler.fleet.Tracked;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A small fleet, put together in sentences, and what the planner makes of it. */
final class Scene {

  static final String OURS = "installation-a";
  static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private Instant now = NOON;
  private Instant startedAt = NOON.minus(Duration.ofDays(1));
  private final List<Job> queued = new ArrayList<>();
  private final List<Job> running = new ArrayList<>();
  private final List<Runner> runners = new ArrayList<>();
  private final List<Server> servers = new ArrayList<>();
  private final Map<String, Node> nodes = new HashMap<>();
  private final List<Pod> pods = new ArrayList<>();
  private final Map<String, Tracked<List<Pod>>> podsOn = new HashMap<>();
  private final Set<String> inFlight = new HashSet<>();
  private StoredState stored = StoredState.EMPTY;
  private boolean recorded = true;
  private final Set<Capability> capabilities = EnumSet.allOf(Capability.class);
  private RateLimit budget = RateLimit.UNKNOWN;
  private Conditions conditions = Conditions.NONE;
  private Tracked<List<Job>> queuedReading = Tracked.never();
  private Tracked<List<Server>> serverReading = Tracked.never();
  private PlanSettings settings = settings(5, Duration.ofMinutes(5), null);
  private UnaryOperator<Observation> seenAs = UnaryOperator.identity();
  private long nextJob = 1000;
  private ClusterInfo cluster = new ClusterInfo("v1.34.2+k3s1", null, Set.of(), Map.of());

  static PlanSettings settings(int max, Duration window, @Nullable Set<String> offers) {
    Offering first = new Offering("ccx33", "nbg1");
    Offering second = new Offering("ccx33", "fsn1");
    return SceneFaces.settings(
        max, window, List.of(Pools.of(Pool.DEFAULT, max, offers, first, second)));
  }

  /** With these pools, and a billing window of five minutes. */
  static PlanSettings settings(int max, Pool... pools) {
    return SceneFaces.settings(max, Duration.ofMinutes(5), List.of(pools));
  }

  PlanSettings settings() {
    return settings;
  }

  Scene with(PlanSettings other) {
    settings = other;
    return this;
  }

  Scene queued(int jobs, String... labels) {
    for (int i = 0; i < jobs; i++) {
      queued.add(Jobs.queued(nextJob++, Set.of(labels)));
    }
    return this;
  }

  /** So many queued jobs of this repository. */
  Scene queuedOf(String repository, int jobs, String... labels) {
    for (int i = 0; i < jobs; i++) {
      Job job = Jobs.queued(nextJob++, Set.of(labels));
      Job.Run run = new Job.Run(repository, 1L, 1, null, null);
      queued.add(new Job(job.id(), job.title(), job.requirements(), null, run));
    }
    return this;
  }

  Scene runs(long runnerId, String... labels) {
    running.add(Jobs.running(nextJob++, Set.of(labels), runnerId));
    return this;
  }

  /** A job in progress of which the forge does not say on which runner. */
  Scene runsSomewhere(String... labels) {
    running.add(Jobs.running(nextJob++, Set.of(labels), null));
    return this;
  }

  /** The queued job with this index was taken by that runner since the queue was read whole. */
  Scene runningSince(int index, long runnerId) {
    Job job = queued.get(index);
    running.add(Jobs.running(job.id(), job.labels(), runnerId));
    return this;
  }

  Scene permanentRunner(long id, boolean online, boolean disabled, String... labels) {
    runners.add(SceneFaces.row(id, "permanent-" + id, online, disabled, labels));
    return this;
  }

  /** A server of ours, so old. */
  Scene server(String name, Duration age) {
    return server(
        name,
        age,
        Map.of(
            Labels.MANAGED_BY,
            Labels.MANAGED_BY_US,
            Labels.INSTALLATION,
            OURS,
            Labels.POOL,
            Pool.DEFAULT));
  }

  Scene server(String name, Duration age, Map<String, String> labels) {
    return server(SceneFaces.server(name, now.minus(age), labels));
  }

  /**
   * One that has annotations has its server's id too, where its server is in the scene before it.
   */
  Scene node(String name, boolean ready, Map<String, String> given) {
    Map<String, String> annotations = new HashMap<>(given);
    if (!given.isEmpty() && servers.stream().anyMatch(server -> server.name().equals(name))) {
      annotations.putIfAbsent("ci-autoscaler.io/server-id", "" + SceneFaces.serverId(name));
    }
    return node(SceneFaces.node(name, now, ready, annotations));
  }

  Scene server(Server server) {
    servers.add(server);
    return this;
  }

  Scene node(Node node) {
    nodes.put(node.name(), node);
    return this;
  }

  /** A node that is Ready for so long, with a taint as {@code kubectl taint} writes it. */
  Scene taintedNode(String name, Duration readyFor, String key, String effect) {
    return node(SceneFaces.tainted(name, now.minus(readyFor), key, effect));
  }

  Scene cluster(ClusterInfo info) {
    cluster = info;
    return this;
  }

  /** What else its Node says of itself. */
  Scene recorded(String name, String key, String value) {
    return node(SceneFaces.recorded(Objects.requireNonNull(nodes.get(name), name), key, value));
  }

  Scene notReadyFor(String name, Duration length) {
    Node old = Objects.requireNonNull(nodes.get(name), name);
    return node(SceneFaces.silent(old, now.minus(length)));
  }

  /** A runner pod on this node with its registered row. */
  Scene runner(String node, long id, boolean online, boolean disabled, String... labels) {
    runnerPod(node, id);
    runners.add(SceneFaces.row(id, "pod-" + id, online, disabled, labels));
    return this;
  }

  /** A registered row without a pod. */
  Scene runnerRow(long id, String name, boolean online, boolean disabled) {
    runners.add(SceneFaces.row(id, name, online, disabled, "linux"));
    return this;
  }

  Scene runnerPod(String node, long id) {
    pods.add(SceneFaces.pod(node, id));
    return this;
  }

  /**
   * An idle machine of ours, so old and idle so long, whose runner and labels are recorded already.
   */
  Scene idle(String name, Duration age, Duration idleFor, long runnerId, String... labels) {
    server(name, age);
    node(
        name, true, SceneFaces.idleAnnotations(name, now.minus(age), now.minus(idleFor), runnerId));
    runner(name, runnerId, true, false, labels);
    stored = SceneFaces.seen(stored, name, runnerId, Set.of(labels));
    return this;
  }

  /** A machine of ours near its hour's end whose only runner was disabled a moment ago. */
  Scene leaving(String name, long runnerId, String... labels) {
    return server(name, Duration.ofSeconds(3310))
        .node(name, true, SceneFaces.leavingAnnotations(now.minusSeconds(5), runnerId))
        .runner(name, runnerId, true, true, labels);
  }

  Scene podsOn(String node, List<Pod> all) {
    podsOn.put(node, Tracked.complete(all, now));
    return this;
  }

  Scene stored(UnaryOperator<StoredState> edit) {
    stored = edit.apply(stored);
    return this;
  }

  Scene nothingIsRecorded() {
    recorded = false;
    return this;
  }

  Scene startedAgo(Duration length) {
    startedAt = now.minus(length);
    return this;
  }

  Scene withoutDisable() {
    return without(Capability.DISABLE_RUNNER);
  }

  Scene without(Capability capability) {
    capabilities.remove(capability);
    return this;
  }

  Scene budget(int remaining) {
    budget = new RateLimit(3600, remaining);
    return this;
  }

  Scene inFlight(String machine) {
    inFlight.add(machine);
    return this;
  }

  Scene conditions(Conditions before) {
    conditions = before;
    return this;
  }

  /** The queue's last complete reading, and a failed one after it. */
  Scene queueFailsNow() {
    queuedReading =
        Tracked.complete(List.copyOf(queued), now)
            .then(new Reading.Failed<>(Reading.Trouble.TIMED_OUT, "no answer", now));
    return this;
  }

  /** The queue's last complete reading, and one of which the first page is missing. */
  Scene queueIsPartialNow() {
    queuedReading =
        Tracked.complete(List.copyOf(queued), now)
            .then(new Reading.Partial<>(queued.subList(1, queued.size()), now, "page 1 failed"));
    return this;
  }

  /** Only some of the servers could be listed. */
  Scene serversArePartial() {
    serverReading = Tracked.complete(List.copyOf(servers), now);
    serverReading = serverReading.then(new Reading.Partial<>(List.of(), now, "page 2 failed"));
    return this;
  }

  /** What else is different about what is seen. */
  Scene seenAs(UnaryOperator<Observation> different) {
    seenAs = different;
    return this;
  }

  FleetState fleet() {
    Observation seen =
        new Observation(
            new Observation.Run(now, startedAt, "this-process", 42, OURS),
            new Observation.OfForge(
                Tracked.complete(new ForgeInfo("gitea", "1.26.3", capabilities), now),
                queuedReading.wasAsked()
                    ? queuedReading
                    : Tracked.complete(List.copyOf(queued), now),
                Tracked.complete(List.copyOf(running), now),
                Tracked.complete(0, now),
                Tracked.complete(List.copyOf(runners), now)),
            new Observation.OfCloud(
                serverReading.wasAsked()
                    ? serverReading
                    : Tracked.complete(List.copyOf(servers), now),
                Tracked.never(),
                budget),
            new Observation.OfCluster(
                Tracked.complete(cluster, now),
                Tracked.complete(List.copyOf(nodes.values()), now),
                Tracked.complete(List.copyOf(pods), now),
                podsOn),
            new Observation.Memory(stored, recorded, inFlight));
    return new FleetDeriver(settings.fleetSettings()).derive(seenAs.apply(seen), conditions);
  }

  /** What the rules are asked with. */
  Situation situation() {
    FleetState fleet = fleet();
    Offers offers = new Offers(fleet.seen().stored(), fleet.seen().priceList());
    Demand demand = new Demand(fleet, settings, offers, new Learning(fleet, settings));
    int total = (int) fleet.machines().stream().filter(Machine::countsTowardsMaximum).count();
    Reserve reserve = Reserve.of(fleet, settings, demand, total);
    return Situation.of(fleet, settings, Freshness.of(fleet, settings), demand, reserve);
  }

  Plan plan() {
    return new Planner(settings).plan(fleet());
  }

  /** The actions of a kind. */
  List<Action> actions(Action.Kind kind) {
    return plan().actions().stream().filter(action -> action.kind() == kind).toList();
  }

  /** Kinds of the actions for a machine, annotations left out. */
  List<Action.Kind> kinds(String machine) {
    return plan().actions().stream()
        .filter(action -> action.machine().equals(machine))
        .map(Action::kind)
        .toList();
  }
}
