package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Conditions;
import io.github.ciautoscaler.fleet.ConditionsBuilder;
import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.plan.Action.Kind;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Another installation has machines in the same project, Nodes here, and takes them away. */
class SharedClusterTest {

  private static final String NAME = "ci-runner-00000001";
  private static final String INSTALLATION = "ci-autoscaler.io/installation";
  private static final String STAGE = "ci-autoscaler.io/stage";

  @Test
  void a_node_with_anothers_annotations_is_left_to_it_when_its_server_is_gone() {
    Scene scene =
        new Scene()
            .node(NAME, false, Map.of(INSTALLATION, "installation-b"))
            .runner(NAME, 7, false, false, "linux")
            .conditions(orphanFor(Duration.ofHours(1)));

    assertThat(scene.plan().actions()).isEmpty();
    assertThat(scene.fleet().orphans().nodes()).isEmpty();
  }

  @Test
  void a_removal_that_another_began_is_not_ours_to_finish() {
    Map<String, String> leaving = Map.of(INSTALLATION, "installation-b", STAGE, "removing");
    Scene scene = new Scene().node(NAME, false, leaving).runner(NAME, 7, false, false, "linux");

    assertThat(scene.plan().actions()).isEmpty();
    assertThat(scene.fleet().machines()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"599, 0", "600, 1"})
  void a_node_without_any_annotation_has_the_provisioning_time_out_to_be_fetched(
      long gone, int removed) {
    Scene scene =
        new Scene().node(NAME, false, Map.of()).conditions(orphanFor(Duration.ofSeconds(gone)));

    assertThat(scene.actions(Kind.REMOVE_ORPHAN_NODE)).hasSize(removed);
  }

  @ParameterizedTest
  @CsvSource({
    "ci-runner-00000001.ci.example.org, 10.0.0.9",
    "ci-runner-00000001-5f3a9c1e, 10.0.0.9",
    "worker-7, 203.0.113.7"
  })
  void a_node_of_anothers_server_is_its_also_under_another_name(String called, String address) {
    Node node = theirs(called, address);
    Scene scene =
        new Scene()
            .server(foreign("installation-b"))
            .node(node)
            .runner(called, 7, false, false, "linux");
    scene.conditions(orphanFor(called, Duration.ofHours(1)));

    Plan plan = scene.plan();

    assertThat(plan.actions()).isEmpty();
    assertThat(scene.fleet().orphans().nodes()).isEmpty();
    assertThat("" + plan).doesNotContain(Reason.Code.NODE_WITHOUT_SERVER.name());
  }

  @ParameterizedTest(name = "{0} with our pool''s label: {1}")
  @CsvSource({
    "workers-fsn1-0a1b2c3d, true, 1",
    "workers-fsn1-0a1b2c3d, false, 0",
    "workers-fsn1, true, 0",
    "ci-runner-0a1b2c3d, false, 1"
  })
  void a_node_is_called_as_ours_also_with_a_prefix_where_its_label_says_a_pool(
      String called, boolean labelled, int collected) {
    Map<String, String> labels = new HashMap<>(Map.of(Labels.MANAGED_BY, Labels.MANAGED_BY_US));
    if (labelled) {
      labels.put(Labels.POOL, "small");
    }
    Node node = theirs(called, "10.0.0.9");
    Node lost =
        new Node(
            new Node.Meta(called, "uid-1", node.created(), labels, Map.of()),
            node.readiness(),
            node.scheduling(),
            node.addresses());
    Scene scene = new Scene().node(lost).conditions(orphanFor(called, Duration.ofHours(1)));

    assertThat(scene.actions(Kind.REMOVE_ORPHAN_NODE)).hasSize(collected);
  }

  private static Server foreign(String installation) {
    Map<String, String> labels =
        Map.of(Labels.MANAGED_BY, Labels.MANAGED_BY_US, INSTALLATION, installation);
    return new Server(
        1,
        new Server.Metadata(NAME, labels),
        "running",
        new Server.Paid(
            Scene.NOON.minus(Duration.ofHours(2)), new Offering("ccx33", "nbg1"), true, null),
        new Server.Addresses(Set.of("203.0.113.7"), Set.of()));
  }

  private static Node theirs(String called, String address) {
    return new Node(
        new Node.Meta(
            called,
            "uid-1",
            Scene.NOON.minus(Duration.ofHours(2)),
            Map.of(Labels.MANAGED_BY, Labels.MANAGED_BY_US),
            Map.of()),
        new Node.Readiness(Node.Ready.UNKNOWN, Scene.NOON.minus(Duration.ofHours(1))),
        Node.Scheduling.OPEN,
        Node.Addresses.of(List.of(address)));
  }

  @Test
  void our_first_annotation_on_a_node_says_whose_it_is() {
    Scene scene = new Scene().server(NAME, Duration.ofMinutes(3)).node(NAME, true, Map.of());
    Effect effect = scene.actions(Kind.ANNOTATE).getFirst().effects().getFirst();

    assertThat(((Effect.PatchNode) effect).patch().annotations())
        .containsEntry(INSTALLATION, Scene.OURS);
  }

  private static Conditions orphanFor(Duration length) {
    return orphanFor(NAME, length);
  }

  private static Conditions orphanFor(String node, Duration length) {
    return new ConditionsBuilder().orphanNodes(Map.of(node, Scene.NOON.minus(length))).build();
  }
}
