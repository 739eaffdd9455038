package io.github.ciautoscaler.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.ciautoscaler.fleet.FleetSettings;
import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.fleet.NodeMarks;
import io.github.ciautoscaler.fleet.NodePatch;
import io.github.ciautoscaler.fleet.Notes;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Runner;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.plan.PlanSettings;
import io.github.ciautoscaler.reconcile.LeaseStore;
import io.github.ciautoscaler.reconcile.NoteStore;
import io.github.ciautoscaler.reconcile.Outcome;
import io.github.ciautoscaler.reconcile.Ports;
import io.github.ciautoscaler.reconcile.ReconcileSettings;
import io.github.ciautoscaler.simulator.Planted.PlantedCloud;
import io.github.ciautoscaler.simulator.Planted.PlantedCluster;
import io.github.ciautoscaler.simulator.Planted.PlantedForge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The simulator finds what it looks for: each of these bugs, planted into the wiring, is caught
 * within the number of seeds that stands beside it. docs/simulator.md lists them.
 */
class PlantedBugsTest {

  private static final Scenario CALM = Scenario.calm("planted").lasting(Duration.ofHours(6));
  private static final Scenario RESTLESS = CALM.working(Workload.Rhythm.restless());
  private static final Map<Fault, Double> FAILING_READS =
      Map.of(Fault.READ_ERROR, 0.02, Fault.READ_TIMEOUT, 0.02);
  private static final Map<Fault, Double> LOST_ANSWERS =
      Map.of(Fault.TIMEOUT_AFTER_EFFECT, 0.3, Fault.CRASH_BETWEEN_EFFECTS, 0.01);

  static Stream<Arguments> bugs() {
    return Stream.of(
        bug("counts blocked jobs as demand", "P1", 3, CALM, PlantedBugsTest::countsBlocked),
        bug("does not look again after the disable", "S1", 60, RESTLESS, PlantedBugsTest::noLook),
        bug(
            "takes a failed list of jobs for an empty one",
            "S1",
            10,
            RESTLESS.with(Fault.OUTAGE, 4),
            PlantedBugsTest::failedIsEmpty),
        bug(
            "takes a failed list of servers for an empty one",
            "S3",
            10,
            CALM.atMost(2).with(FAILING_READS),
            PlantedBugsTest::failedServersAreNone),
        bug("reads only one page of servers", "S3", 3, CALM.atMost(5), PlantedBugsTest::onePage),
        bug(
            "forgets creates in flight over a restart",
            "S3",
            30,
            CALM.atMost(2).with(Fault.CRASH_BETWEEN_EFFECTS, 0.1),
            PlantedBugsTest::forgetsIntents),
        bug(
            "knows only servers whose create was answered",
            "S5",
            10,
            CALM.with(LOST_ANSWERS),
            PlantedBugsTest::noAdoption),
        bug(
            "retries a create blindly",
            "S3",
            20,
            CALM.atMost(2).with(LOST_ANSWERS),
            PlantedBugsTest::retriesBlindly),
        bug("waits for a window that it misses", "L2", 3, CALM, PlantedBugsTest::missesTheWindow),
        bug(
            "deletes servers before their job is done",
            "S1",
            5,
            RESTLESS,
            PlantedBugsTest::ignoresJobs),
        bug(
            "leads without a fence",
            "S6",
            10,
            CALM.replicas(2).with(Fault.PROCESS_PAUSE, 0.002),
            PlantedBugsTest::noFence),
        bug(
            "has no provisioning timeout",
            "L",
            10,
            CALM.with(Fault.BOOT_FAILS, 2),
            PlantedBugsTest::noTimeout),
        bug(
            "keeps in memory what a restart must not lose",
            "S6",
            10,
            CALM.with(Fault.CRASH_BETWEEN_EFFECTS, 0.05).with(Fault.OPERATOR_PAUSE, 1),
            PlantedBugsTest::memoryOnly),
        bug(
            "keeps the teardown's stage in memory only",
            "P2",
            3,
            RESTLESS.with(Fault.CRASH_BETWEEN_EFFECTS, 0.05),
            PlantedBugsTest::stageInMemory),
        bug("unregisters the runner first", "S1", 3, CALM, PlantedBugsTest::runnerFirst),
        bug("deletes the Node before its server", "S5", 3, CALM, PlantedBugsTest::nodeFirst),
        bug(
            "undoes a person's cordon in a rescue",
            "S2",
            40,
            RESTLESS.with(Fault.NODE_CORDONED_BY_HAND, 4),
            PlantedBugsTest::undoesCordons),
        bug(
            "touches what is not ours",
            "S2",
            10,
            CALM.with(Fault.FOREIGN_SERVER, 2),
            PlantedBugsTest::takesForeign),
        bug(
            "adopts another cluster's servers",
            "S2",
            5,
            CALM.with(Fault.FOREIGN_SERVER, 2),
            PlantedBugsTest::adoptsAll));
  }

  private static Arguments bug(
      String name, String invariant, int seeds, Scenario scenario, Autoscaler.Starter starter) {
    return arguments(name, invariant, seeds, scenario, starter);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bugs")
  void is_caught(
      String name, String invariant, int seeds, Scenario scenario, Autoscaler.Starter starter) {
    List<String> others = new ArrayList<>();
    for (long seed = 1; seed <= seeds; seed++) {
      Optional<Violation> violation = Simulation.run(scenario, seed, starter).violation();
      if (violation.isPresent() && violation.get().invariant().startsWith(invariant)) {
        return;
      }
      violation.ifPresent(other -> others.add(other.invariant() + " " + other.words()));
    }
    assertThat(others).as("not caught as %s within %s seeds: %s", invariant, seeds, name).isNull();
  }

  private static Autoscaler countsBlocked(Ports ports, ReconcileSettings settings) {
    return Autoscaler.production(
        Planted.with(
            ports,
            new PlantedForge(ports) {
              @Override
              public Reading<List<Job>> queued() {
                if (!(real.queued() instanceof Reading.Complete<List<Job>>(var jobs, var at))
                    || !(real.blocked() instanceof Reading.Complete<Integer>(var blocked, var b))) {
                  return real.queued();
                }
                List<Job> all = new ArrayList<>(jobs);
                for (int i = 0; i < blocked; i++) {
                  all.add(new Job(-1 - i, "blocked", null, Set.of("linux"), null));
                }
                return new Reading.Complete<>(all, at);
              }
            }),
        settings);
  }

  /** A disabled runner is taken for a free one, whatever it was handed meanwhile. */
  private static Autoscaler noLook(Ports ports, ReconcileSettings settings) {
    return Autoscaler.production(
        Planted.with(
            ports,
            new PlantedForge(ports) {
              @Override
              public Reading<List<Job>> running() {
                if (!(real.running() instanceof Reading.Complete<List<Job>>(var jobs, var at))
                    || !(real.runners()
                        instanceof Reading.Complete<List<Runner>>(var rows, var b))) {
                  return real.running();
                }
                Set<Long> disabled = new HashSet<>();
                rows.stream().filter(Runner::disabled).forEach(row -> disabled.add(row.id()));
                return new Reading.Complete<>(
                    jobs.stream().filter(job -> !disabled.contains(job.runnerId())).toList(), at);
              }

              @Override
              public Reading<List<Runner>> runners() {
                return notBusy(real.runners(), true);
              }
            }),
        settings);
  }

  private static Reading<List<Runner>> notBusy(
      Reading<List<Runner>> reading, boolean onlyDisabled) {
    if (!(reading instanceof Reading.Complete<List<Runner>>(var rows, var at))) {
      return reading;
    }
    return new Reading.Complete<>(
        rows.stream()
            .map(row ->
                onlyDisabled && !row.disabled()
                    ? row
                    : new Runner(
                        row.id(),
                        row.name(),
                        row.online(),
                        false,
                        row.disabled(),
                        row.ephemeral(),
                        row.labels()))
            .toList(),
        at);
  }

  private static Autoscaler failedIsEmpty(Ports ports, ReconcileSettings settings) {
    return Autoscaler.production(
        Planted.with(
            ports,
            new PlantedForge(ports) {
              @Override
              public Reading<List<Job>> queued() {
                return orEmpty(real.queued());
              }

              @Override
              public Reading<List<Job>> running() {
                return orEmpty(real.running());
              }

              @Override
              public Reading<List<Runner>> runners() {
                return notBusy(real.runners(), false);
              }
            }),
        settings);
  }

  private static <T> Reading<List<T>> orEmpty(Reading<List<T>> reading) {
    return reading instanceof Reading.Failed<List<T>> failed
        ? new Reading.Complete<>(List.of(), failed.takenAt())
        : reading;
  }

  private static Autoscaler failedServersAreNone(Ports ports, ReconcileSettings settings) {
    return Autoscaler.production(
        Planted.with(
            ports,
            new PlantedCloud(ports) {
              @Override
              public Reading<List<Server>> servers() {
                return orEmpty(real.servers());
              }
            }),
        settings);
  }

  private static Autoscaler onePage(Ports ports, ReconcileSettings settings) {
    return Autoscaler.production(
        Planted.with(
            ports,
            new PlantedCloud(ports) {
              @Override
              public Reading<List<Server>> servers() {
                return real.servers() instanceof Reading.Complete<List<Server>>(var all, var at)
                    ? new Reading.Complete<>(all.subList(0, Math.min(3, all.size())), at)
                    : real.servers();
              }
            }),
        settings);
  }

  private static Autoscaler forgetsIntents(Ports ports, ReconcileSettings settings) {
    return Autoscaler.production(
        Planted.with(
            ports,
            new NoteStore() {
              @Override
              public Reading<Optional<Stored>> load() {
                return ports.notes().load();
              }

              @Override
              public SaveResult save(Notes notes, @Nullable String version) {
                return ports.notes().save(notes.withIntents(all -> Map.of()), version);
              }
            }),
        settings);
  }

  private static Autoscaler noAdoption(Ports ports, ReconcileSettings settings) {
    Set<String> answered = new HashSet<>();
    return Autoscaler.production(
        Planted.with(
            ports,
            new PlantedCloud(ports) {
              @Override
              public Reading<List<Server>> servers() {
                return real.servers() instanceof Reading.Complete<List<Server>>(var all, var at)
                    ? new Reading.Complete<>(
                        all.stream().filter(server -> answered.contains(server.name())).toList(),
                        at)
                    : real.servers();
              }

              @Override
              public Reading<Optional<Server>> find(String name) {
                return real.find(name) instanceof Reading.Complete<Optional<Server>>(var s, var at)
                    ? new Reading.Complete<>(Optional.empty(), at)
                    : real.find(name);
              }

              @Override
              public Outcome create(Order order) {
                Outcome outcome = real.create(order);
                if (outcome instanceof Outcome.Created) {
                  answered.add(order.name());
                }
                return outcome;
              }
            }),
        settings);
  }

  private static Autoscaler retriesBlindly(Ports ports, ReconcileSettings settings) {
    return Autoscaler.production(
        Planted.with(
            ports,
            new PlantedCloud(ports) {
              @Override
              public Outcome create(Order order) {
                Outcome outcome = real.create(order);
                if (!(outcome instanceof Outcome.Unknown)) {
                  return outcome;
                }
                String other =
                    "ci-runner-" + String.format("%08x", ports.randomness().nextLong() >>> 32);
                return real.create(
                    new Order(
                        other, order.placement(), order.image(), order.labels(), order.userData()));
              }
            }),
        settings);
  }

  private static Autoscaler missesTheWindow(Ports ports, ReconcileSettings settings) {
    PlanSettings plan = settings.plan();
    return Autoscaler.production(
        new Ports(
            ports.forge(),
            ports.cloud(),
            ports.cluster(),
            ports.notes(),
            ports.leases(),
            ports.background(),
            ports.randomness(),
            () -> ports.clock().instant().minus(Duration.ofMinutes(7))),
        Planted.with(settings, plan));
  }

  private static Autoscaler ignoresJobs(Ports ports, ReconcileSettings settings) {
    return Autoscaler.production(
        Planted.with(
            ports,
            new PlantedForge(ports) {
              @Override
              public Reading<List<Job>> running() {
                return real.running() instanceof Reading.Complete<List<Job>>(var jobs, var at)
                    ? new Reading.Complete<>(List.of(), at)
                    : real.running();
              }

              @Override
              public Reading<List<Runner>> runners() {
                return notBusy(real.runners(), false);
              }
            }),
        settings);
  }

  /** The second replica believes that it leads, whatever the Lease says. */
  private static Autoscaler noFence(Ports ports, ReconcileSettings settings) {
    if (settings.identity().equals("autoscaler-1")) {
      return Autoscaler.production(ports, settings);
    }
    return Autoscaler.production(
        Planted.with(
            ports,
            new LeaseStore() {
              @Override
              public Reading<Optional<Lease>> read() {
                return new Reading.Complete<>(Optional.empty(), ports.clock().instant());
              }

              @Override
              public Outcome write(Lease lease) {
                return new Outcome.Done();
              }
            }),
        settings);
  }

  private static Autoscaler noTimeout(Ports ports, ReconcileSettings settings) {
    PlanSettings plan = settings.plan();
    return Autoscaler.production(
        ports,
        Planted.with(
            settings,
            new PlanSettings(
                plan.pools(),
                plan.maxNodes(),
                plan.pollInterval(),
                plan.idleTimeout(),
                plan.billingWindow(),
                Duration.ofDays(10),
                plan.placementCoolDown(),
                plan.fetchWindow(),
                false,
                false)));
  }

  private static Autoscaler memoryOnly(Ports ports, ReconcileSettings settings) {
    return Autoscaler.production(
        Planted.with(
            ports,
            new NoteStore() {
              private @Nullable Stored stored;
              private long version;

              @Override
              public Reading<Optional<Stored>> load() {
                return new Reading.Complete<>(Optional.ofNullable(stored), ports.clock().instant());
              }

              @Override
              public SaveResult save(Notes notes, @Nullable String old) {
                stored = new Stored(notes, Long.toString(++version));
                return new Saved(stored.version());
              }
            }),
        settings);
  }

  private static final Set<String> STAGE_KEYS =
      Set.of(
          NodeMarks.STAGE,
          NodeMarks.STAGE_SINCE,
          NodeMarks.STAGE_REASON,
          NodeMarks.DISABLED_IDS,
          NodeMarks.CORDONED,
          NodeMarks.QUIET_SINCE,
          NodeMarks.FIRST_LOOK,
          NodeMarks.SERVER_ID);

  private static Autoscaler stageInMemory(Ports ports, ReconcileSettings settings) {
    Map<String, Map<String, String>> remembered = new HashMap<>();
    return Autoscaler.production(
        Planted.with(
            ports,
            new PlantedCluster(ports) {
              @Override
              public Reading<List<Node>> nodes() {
                return real.nodes() instanceof Reading.Complete<List<Node>>(var nodes, var at)
                    ? new Reading.Complete<>(nodes.stream().map(this::shown).toList(), at)
                    : real.nodes();
              }

              private Node shown(Node node) {
                Map<String, String> annotations = new HashMap<>(node.annotations());
                annotations.putAll(remembered.getOrDefault(node.name(), Map.of()));
                return new Node(
                    node.name(),
                    node.uid(),
                    node.created(),
                    node.ready(),
                    node.readySince(),
                    node.unschedulable(),
                    node.taints(),
                    node.labels(),
                    annotations,
                    node.internalIps());
              }

              @Override
              public Outcome patch(String node, NodePatch patch) {
                NodePatch written =
                    new NodePatch(
                        patch.labels(), Map.of(), patch.unschedulable(), patch.teardownTaint());
                for (var annotation : patch.annotations().entrySet()) {
                  String key = annotation.getKey();
                  String value = annotation.getValue();
                  Map<String, String> own =
                      remembered.computeIfAbsent(node, name -> new HashMap<>());
                  if (!STAGE_KEYS.contains(key)) {
                    written = written.with(key, value);
                  } else if (value == null) {
                    own.remove(key);
                  } else {
                    own.put(key, value);
                  }
                }
                return real.patch(node, written);
              }
            }),
        settings);
  }

  private static Autoscaler runnerFirst(Ports ports, ReconcileSettings settings) {
    return Autoscaler.production(
        Planted.with(
            ports,
            new PlantedForge(ports) {
              @Override
              public Outcome disable(long runnerId) {
                return real.delete(runnerId);
              }
            }),
        settings);
  }

  private static Autoscaler nodeFirst(Ports ports, ReconcileSettings settings) {
    return Autoscaler.production(
        Planted.with(
            ports,
            new PlantedCluster(ports) {
              @Override
              public Outcome patch(String node, NodePatch patch) {
                if ("removing".equals(patch.annotations().get(NodeMarks.STAGE))
                    && real.nodes() instanceof Reading.Complete<List<Node>>(var nodes, var at)) {
                  nodes.stream()
                      .filter(some -> some.name().equals(node))
                      .forEach(some -> real.deleteNode(node, some.uid()));
                  return new Outcome.Done();
                }
                return real.patch(node, patch);
              }
            }),
        settings);
  }

  private static Autoscaler undoesCordons(Ports ports, ReconcileSettings settings) {
    return Autoscaler.production(
        Planted.with(
            ports,
            new PlantedCluster(ports) {
              @Override
              public Outcome patch(String node, NodePatch patch) {
                boolean rescue = Boolean.FALSE.equals(patch.teardownTaint());
                return real.patch(node, rescue ? patch.cordon(false, false) : patch);
              }
            }),
        settings);
  }

  /** Marks every server of the original as ours, wherever its Node is. */
  private static Autoscaler adoptsAll(Ports ports, ReconcileSettings settings) {
    ReconcileSettings greedy =
        new ReconcileSettings(
            settings.plan(),
            new FleetSettings(settings.plan().provisioningTimeout(), true),
            settings.join(),
            settings.installation(),
            settings.process(),
            settings.identity(),
            settings.dryRun(),
            settings.observeLimit());
    return Autoscaler.production(ports, greedy);
  }

  /** Every server with the seed's label is taken for ours. */
  private static Autoscaler takesForeign(Ports ports, ReconcileSettings settings) {
    return Autoscaler.production(
        Planted.with(
            ports,
            new PlantedCloud(ports) {
              @Override
              public Reading<List<Server>> servers() {
                return real.servers() instanceof Reading.Complete<List<Server>>(var all, var at)
                    ? new Reading.Complete<>(all.stream().map(this::owned).toList(), at)
                    : real.servers();
              }

              private Server owned(Server server) {
                Map<String, String> labels = new HashMap<>(server.labels());
                labels.put(Labels.INSTALLATION, Replica.INSTALLATION);
                return new Server(
                    server.id(),
                    server.name(),
                    server.status(),
                    server.created(),
                    labels,
                    server.serverType(),
                    server.location(),
                    server.hasIpv4(),
                    server.pricePerHour());
              }
            }),
        settings);
  }
}
