package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.fleet.NodeAnnotations;
import io.github.ciautoscaler.fleet.NodePatch;
import io.github.ciautoscaler.fleet.Pod;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.reconcile.Outcome;
import io.github.ciautoscaler.reconcile.Ports;
import io.github.ciautoscaler.reconcile.ReconcileSettings;
import io.github.ciautoscaler.simulator.Planted.PlantedCluster;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bugs in Nodes, pods and what is recorded on them: each is caught. */
class PlantedClusterBugsTest {

  static Stream<PlantedBug> bugs() {
    return Stream.of(
        new PlantedBug(
            "takes an old list of pods for a fresh one",
            "S4",
            10,
            PlantedBug.RESTLESS.with(PlantedBug.FAILING_READS),
            PlantedClusterBugsTest::oldPods),
        new PlantedBug(
            "keeps the termination's stage in memory only",
            "P2",
            3,
            PlantedBug.RESTLESS.with(Fault.CRASH_BETWEEN_EFFECTS, 0.05),
            PlantedClusterBugsTest::stageInMemory),
        new PlantedBug(
            "deletes the Node before its server",
            "S5",
            3,
            PlantedBug.CALM,
            PlantedClusterBugsTest::nodeFirst),
        new PlantedBug(
            "undoes a person's cordon when it cancels",
            "S2",
            40,
            PlantedBug.RESTLESS.with(Fault.NODE_CORDONED_BY_HAND, 4),
            PlantedClusterBugsTest::undoesCordons));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bugs")
  void is_caught(PlantedBug bug) {
    bug.mustBeCaught();
  }

  /** What was listed once is taken for what is there now, whenever the list fails. */
  private static Autoscaler oldPods(Ports ports, ReconcileSettings settings) {
    return Autoscaler.production(
        Planted.with(
            ports,
            new PlantedCluster(ports) {
              private List<Pod> last = List.of();

              @Override
              public Reading<List<Pod>> runnerPods() {
                Reading<List<Pod>> reading = real.runnerPods();
                if (reading instanceof Reading.Complete<List<Pod>>(var pods, var at)) {
                  last = pods;
                  return reading;
                }
                return new Reading.Complete<>(last, reading.takenAt());
              }
            }),
        settings);
  }

  private static final Set<String> STAGE_KEYS =
      Set.of(
          NodeAnnotations.STAGE,
          NodeAnnotations.STAGE_SINCE,
          NodeAnnotations.STAGE_REASON,
          NodeAnnotations.DISABLED_IDS,
          NodeAnnotations.CORDONED,
          NodeAnnotations.QUIET_SINCE,
          NodeAnnotations.FIRST_LOOK,
          NodeAnnotations.SERVER_ID);

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
                Map<String, String> annotations = new HashMap<>(node.meta().annotations());
                annotations.putAll(remembered.getOrDefault(node.name(), Map.of()));
                return new Node(
                    new Node.Meta(
                        node.name(), node.uid(), node.created(), node.labels(), annotations),
                    node.readiness(),
                    node.scheduling(),
                    node.addresses());
              }

              @Override
              public Outcome patch(String node, NodePatch patch) {
                NodePatch written =
                    new NodePatch(
                        patch.labels(), Map.of(), patch.unschedulable(), patch.terminationTaint());
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

  private static Autoscaler nodeFirst(Ports ports, ReconcileSettings settings) {
    return Autoscaler.production(
        Planted.with(
            ports,
            new PlantedCluster(ports) {
              @Override
              public Outcome patch(String node, NodePatch patch) {
                if ("removing".equals(patch.annotations().get(NodeAnnotations.STAGE))
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
                boolean cancels = Boolean.FALSE.equals(patch.terminationTaint());
                return real.patch(node, cancels ? patch.cordon(false, false) : patch);
              }
            }),
        settings);
  }
}
