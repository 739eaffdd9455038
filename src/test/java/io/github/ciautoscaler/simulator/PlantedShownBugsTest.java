package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.fleet.NodeAnnotations;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.plan.Action;
import io.github.ciautoscaler.plan.Assignment;
import io.github.ciautoscaler.plan.Plan;
import io.github.ciautoscaler.plan.PlanSettings;
import io.github.ciautoscaler.reconcile.PassReport;
import io.github.ciautoscaler.reconcile.Ports;
import io.github.ciautoscaler.reconcile.ReconcileSettings;
import io.github.ciautoscaler.simulator.Planted.PlantedCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bugs in what people are told, and in the patience with machines: each is caught. */
class PlantedShownBugsTest {

  static Stream<PlantedBug> bugs() {
    return Stream.of(
        new PlantedBug(
            "tells a job to wait for a machine that leaves",
            "V4",
            10,
            PlantedBug.RESTLESS,
            PlantedShownBugsTest::waitsForLeaving),
        new PlantedBug(
            "gives a boot up before its time",
            "T2",
            3,
            PlantedBug.CALM,
            PlantedShownBugsTest::impatient),
        new PlantedBug(
            "drains a machine that nobody asked for",
            "T1",
            3,
            PlantedBug.CALM,
            PlantedShownBugsTest::drainsByItself));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bugs")
  void is_caught(PlantedBug bug) {
    bug.mustBeCaught();
  }

  private static Autoscaler waitsForLeaving(Ports ports, ReconcileSettings settings) {
    Autoscaler real = Autoscaler.production(ports, settings);
    return new EachPass(real, PlantedShownBugsTest::told, latest -> {});
  }

  private static PassReport told(PassReport report) {
    String leaves =
        report.started().stream()
            .filter(action -> action.kind() == Action.Kind.REMOVE)
            .map(Action::machine)
            .findFirst()
            .orElse(null);
    if (leaves == null) {
      return report;
    }
    Plan plan = report.plan();
    List<Assignment> jobs =
        plan.jobs().stream()
            .map(it ->
                new Assignment(it.job(), Assignment.Standing.PROVISIONING, leaves, it.reason()))
            .toList();
    return new PassReport(
        report.pass(),
        report.standing(),
        report.fleet(),
        new PassReport.Decided(
            report.decided().settings(),
            new Plan(
                plan.actions(),
                plan.changes(),
                plan.sizes(),
                new Plan.Explanation(
                    plan.decisions(),
                    plan.machineReasons(),
                    plan.removableFrom(),
                    jobs,
                    plan.warnings()))),
        report.acts());
  }

  private static Autoscaler impatient(Ports ports, ReconcileSettings settings) {
    PlanSettings plan = settings.plan();
    return Autoscaler.production(
        ports,
        Planted.with(
            settings,
            new PlanSettings(
                plan.pools(),
                plan.maxNodes(),
                new Pool.Times(
                    plan.times().idle(), plan.times().billingWindow(), Duration.ofMinutes(1)),
                plan.pace(),
                new PlanSettings.AsTheOriginal(false, false))));
  }

  private static Autoscaler drainsByItself(Ports ports, ReconcileSettings settings) {
    return Autoscaler.production(
        Planted.with(
            ports,
            new PlantedCluster(ports) {
              @Override
              public Reading<List<Node>> nodes() {
                return real.nodes() instanceof Reading.Complete<List<Node>>(var nodes, var at)
                    ? new Reading.Complete<>(nodes.stream().map(this::drained).toList(), at)
                    : real.nodes();
              }

              private Node drained(Node node) {
                Instant now = ports.clock().instant();
                Map<String, String> annotations = new HashMap<>(node.meta().annotations());
                if (node.created().plus(Duration.ofMinutes(3)).isBefore(now)) {
                  annotations.put(NodeAnnotations.DRAIN, now.toString());
                }
                return new Node(
                    new Node.Meta(
                        node.name(), node.uid(), node.created(), node.labels(), annotations),
                    node.readiness(),
                    node.scheduling(),
                    node.addresses());
              }
            }),
        settings);
  }
}
