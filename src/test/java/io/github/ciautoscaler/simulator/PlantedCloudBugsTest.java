package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.FleetSettings;
import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.reconcile.Outcome;
import io.github.ciautoscaler.reconcile.Ports;
import io.github.ciautoscaler.reconcile.ReconcileSettings;
import io.github.ciautoscaler.simulator.Planted.PlantedCloud;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bugs in servers: what is listed, made, adopted and deleted: each is caught. */
class PlantedCloudBugsTest {

  static Stream<PlantedBug> bugs() {
    return Stream.of(
        new PlantedBug(
            "takes a failed list of servers for an empty one",
            "S3",
            10,
            PlantedBug.CALM.atMost(2).with(PlantedBug.FAILING_READS),
            PlantedCloudBugsTest::failedServersAreNone),
        new PlantedBug(
            "reads only one page of servers",
            "S5",
            3,
            PlantedBug.CALM.atMost(5),
            PlantedCloudBugsTest::onePage),
        new PlantedBug(
            "knows only servers whose create was answered",
            "S5",
            10,
            PlantedBug.CALM.with(PlantedBug.LOST_ANSWERS),
            PlantedCloudBugsTest::noAdoption),
        new PlantedBug(
            "retries a create blindly",
            "S3",
            20,
            PlantedBug.CALM.atMost(2).with(PlantedBug.LOST_ANSWERS),
            PlantedCloudBugsTest::retriesBlindly),
        new PlantedBug(
            "touches what is not ours",
            "S2",
            10,
            PlantedBug.CALM.with(Fault.FOREIGN_SERVER, 2),
            PlantedCloudBugsTest::takesForeign),
        new PlantedBug(
            "adopts another cluster's servers",
            "S2",
            5,
            PlantedBug.CALM.with(Fault.FOREIGN_SERVER, 2),
            PlantedCloudBugsTest::adoptsAll));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bugs")
  void is_caught(PlantedBug bug) {
    bug.mustBeCaught();
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

  private static <T> Reading<List<T>> orEmpty(Reading<List<T>> reading) {
    return reading instanceof Reading.Failed<List<T>> failed
        ? new Reading.Complete<>(List.of(), failed.takenAt())
        : reading;
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
                        other,
                        order.template(),
                        order.offering(),
                        order.labels(),
                        order.userData()));
              }
            }),
        settings);
  }

  /** Every server with the original's label is taken for ours. */
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
                    new Server.Metadata(server.name(), labels),
                    server.status(),
                    server.paid(),
                    Server.Addresses.NONE);
              }
            }),
        settings);
  }

  /** Marks every server of the original as ours, wherever its Node is. */
  private static Autoscaler adoptsAll(Ports ports, ReconcileSettings settings) {
    ReconcileSettings greedy =
        new ReconcileSettings(
            settings.plan(),
            new FleetSettings(settings.plan().times().provisioning(), true, Map.of()),
            settings.self(),
            settings.dryRun(),
            settings.observeLimit());
    return Autoscaler.production(ports, greedy);
  }
}
