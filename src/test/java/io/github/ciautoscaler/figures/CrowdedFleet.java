package io.github.ciautoscaler.figures;

import io.github.ciautoscaler.fleet.ClusterInfo;
import io.github.ciautoscaler.fleet.ClusterInfo.Permission;
import io.github.ciautoscaler.fleet.ForgeInfo;
import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.JobLengths;
import io.github.ciautoscaler.fleet.JobName;
import io.github.ciautoscaler.fleet.Jobs;
import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.MeasuredBoot;
import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.fleet.NodeAnnotations;
import io.github.ciautoscaler.fleet.Observation;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Pod;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.PriceList;
import io.github.ciautoscaler.fleet.RateLimit;
import io.github.ciautoscaler.fleet.Runner;
import io.github.ciautoscaler.fleet.RunningJobs;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.fleet.StateChange;
import io.github.ciautoscaler.fleet.StateChanges;
import io.github.ciautoscaler.fleet.StoredState;
import io.github.ciautoscaler.fleet.Tracked;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An observation of many machines, three of four busy, and many queued jobs of some label sets. The
 * ages are spread over an hour, so that some machines are in every stage of it.
 */
final class CrowdedFleet {

  static final Offering PLACEMENT = new Offering("ccx33", "nbg1");

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final Instant STARTED = NOW.minus(Duration.ofHours(2));
  private static final String INSTALLATION = "c0ffee12";

  private final List<Server> servers = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();
  private final List<Runner> runners = new ArrayList<>();
  private final List<Pod> pods = new ArrayList<>();
  private final List<Job> running = new ArrayList<>();
  private final List<Job> queued = new ArrayList<>();

  private final StoredState stored;

  private CrowdedFleet(StoredState stored) {
    this.stored = stored;
  }

  static Observation of(int machines, int jobs) {
    return of(machines, jobs, StoredState.EMPTY);
  }

  /** The same where it is known how long machines boot, and jobs of as many names as are kept. */
  static Observation withLengths(int machines, int jobs) {
    List<RunningJobs.Ended> ended = new ArrayList<>();
    for (int i = 0; i < JobLengths.MOST_NAMES * JobLengths.KEPT; i++) {
      JobName name = new JobName("acme/shop", "job " + i % JobLengths.MOST_NAMES);
      ended.add(new RunningJobs.Ended(name, Duration.ofSeconds(60 + (i * 41L) % 540)));
    }
    return of(
        machines,
        jobs,
        StateChanges.apply(
            StoredState.EMPTY,
            List.of(
                new StateChange.BootMeasured(
                    new MeasuredBoot("ci-runner-0a0a0a0a", Pool.DEFAULT, Duration.ofSeconds(90))),
                new StateChange.JobsMeasured(ended, STARTED))));
  }

  private static Observation of(int machines, int jobs, StoredState stored) {
    CrowdedFleet fleet = new CrowdedFleet(stored);
    for (int i = 0; i < machines; i++) {
      fleet.addMachine(i);
    }
    for (int i = 0; i < jobs; i++) {
      Set<String> labels = i % 10 == 9 ? Set.of("windows-" + i % 50) : Set.of("linux", "l" + i % 7);
      fleet.queued.add(Jobs.queued(1_000_000 + i, labels));
    }
    return fleet.observation();
  }

  private void addMachine(int i) {
    String name = String.format("ci-runner-%08x", i);
    Instant created = NOW.minus(Duration.ofSeconds(600 + (i * 37L) % 3600));
    Map<String, String> labels =
        Map.of(
            Labels.MANAGED_BY,
            Labels.MANAGED_BY_US,
            Labels.INSTALLATION,
            INSTALLATION,
            Labels.POOL,
            "default");
    servers.add(
        new Server(
            i,
            new Server.Metadata(name, labels),
            "running",
            new Server.Paid(created, new Offering("ccx33", "nbg1"), true, new BigDecimal("0.1")),
            Server.Addresses.NONE));
    Map<String, String> ownAnnotations =
        Map.of(
            NodeAnnotations.READY_AT, created.plusSeconds(90).toString(),
            NodeAnnotations.IDLE_SINCE, NOW.minusSeconds(i % 900).toString(),
            NodeAnnotations.RUNNER_IDS, String.valueOf(i));
    nodes.add(
        new Node(
            new Node.Meta(name, "uid-" + i, created.plusSeconds(60), labels, ownAnnotations),
            new Node.Readiness(Node.Ready.TRUE, created.plusSeconds(90)),
            Node.Scheduling.OPEN,
            Node.Addresses.of(List.of("10.0.0.9"))));
    String pod = "gitea-actions-runner-" + i;
    pods.add(
        new Pod(
            new Pod.Id("gitea-runners", pod, "pod-" + i),
            name,
            false,
            null,
            Pod.Origin.of(Pod.Kind.DAEMON_SET)));
    Set<String> offers = Set.of("linux", "l0", "l1", "l2", "l3", "l4", "l5", "l6");
    runners.add(new Runner(i, pod, new Runner.State(true, i % 4 != 0, false), false, offers));
    if (i % 4 != 0) {
      running.add(Jobs.running(i, Set.of("linux"), (long) i));
    }
  }

  private Observation observation() {
    return new Observation(
        new Observation.Run(NOW, STARTED, "process", 42, INSTALLATION),
        new Observation.OfForge(
            Tracked.complete(
                new ForgeInfo("gitea", "1.26.3", EnumSet.allOf(ForgeInfo.Capability.class)), NOW),
            Tracked.complete(queued, NOW),
            Tracked.complete(running, NOW),
            Tracked.complete(0, NOW),
            Tracked.complete(runners, NOW)),
        new Observation.OfCloud(
            Tracked.complete(servers, NOW),
            Tracked.complete(
                new PriceList("EUR", Map.of(PLACEMENT, new BigDecimal("0.1")), Map.of()), NOW),
            RateLimit.UNKNOWN),
        new Observation.OfCluster(
            Tracked.complete(
                new ClusterInfo("v1.34.2+k3s1", null, Set.of(Permission.values()), Map.of()), NOW),
            Tracked.complete(nodes, NOW),
            Tracked.complete(pods, NOW),
            Map.of()),
        new Observation.Memory(stored, true, Set.of()));
  }
}
