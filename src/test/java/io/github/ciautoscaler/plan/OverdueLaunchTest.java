package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.bootstrap.KubeadmBootstrap;
import io.github.ciautoscaler.bootstrap.NodeMarks;
import io.github.ciautoscaler.bootstrap.OwnBootstrap;
import io.github.ciautoscaler.bootstrap.Rke2Bootstrap;
import io.github.ciautoscaler.bootstrap.Setup;
import io.github.ciautoscaler.bootstrap.TalosBootstrap;
import io.github.ciautoscaler.bootstrap.TalosConfig;
import io.github.ciautoscaler.bootstrap.TemplateBootstrap;
import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.LaunchOrder;
import io.github.ciautoscaler.fleet.MachineBootstrap;
import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.PendingLaunch;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Pools;
import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.fleet.StoredStates;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of a launch that takes too long: how far it came, and where to look. */
class OverdueLaunchTest {

  private static final String NAME = Leaving.NAME;
  private static final Offering OFFERING = new Offering("ccx33", "nbg1");
  private static final Instant ORDERED = Scene.NOON.minusSeconds(601);
  private static final Secret NOTHING = new Secret("");

  /** A server whose launch is pending, and late. */
  private static Scene late(String status) {
    Map<String, String> labels =
        Map.of(
            Labels.MANAGED_BY, Labels.MANAGED_BY_US,
            Labels.INSTALLATION, Scene.OURS,
            Labels.POOL, Pool.DEFAULT);
    return new Scene()
        .server(
            new Server(
                9,
                new Server.Metadata(NAME, labels),
                status,
                new Server.Paid(ORDERED, OFFERING, true, null),
                Server.Addresses.NONE))
        .stored(stored ->
            StoredStates.withLaunches(
                stored,
                all -> {
                  all.put(
                      NAME,
                      new PendingLaunch(
                          new LaunchOrder(Pool.DEFAULT, OFFERING, Set.of(), null, null),
                          ORDERED,
                          "this-process",
                          9L,
                          null));
                  return all;
                }));
  }

  private static String said(Scene scene) {
    return Objects.requireNonNull(scene.plan().machineReasons().get(NAME)).toString();
  }

  @Test
  void of_a_server_that_never_ran_what_hetzner_calls_it() {
    assertThat(said(late("off")))
        .isEqualTo(
            "SERVER_NEVER_STARTED: The server did not start within 600 s. Hetzner calls it 'off';"
                + " its console shows which of its actions hangs or failed.");
  }

  static Stream<Arguments> kinds() {
    TalosConfig talos = new TalosConfig(NOTHING);
    return Stream.of(
        Arguments.of(Pools.K3S, "journalctl -u k3s-agent say why"),
        Arguments.of(
            new Rke2Bootstrap(NOTHING, null, "", NodeMarks.NONE, Setup.PLAIN),
            "journalctl -u rke2-agent say why"),
        Arguments.of(
            new KubeadmBootstrap(null, null, "", NodeMarks.NONE, Setup.PLAIN),
            "journalctl -u kubelet say why"),
        Arguments.of(
            new TalosBootstrap(talos, NodeMarks.NONE, List.of()), "talosctl dmesg say why"),
        Arguments.of(new OwnBootstrap(NOTHING), "It boots with the owner's user-data"),
        Arguments.of(
            new TemplateBootstrap(NOTHING, null, null, NodeMarks.NONE),
            "It boots with the pool's template"));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void of_a_node_that_never_came_where_its_kind_of_machine_says_why(
      MachineBootstrap bootstrap, String look) {
    Pool pool = Pools.of(Pool.DEFAULT, 5, Pools.template(bootstrap, OFFERING), null);
    Scene scene = late("running").with(Scene.settings(5, pool));

    assertThat(said(scene))
        .startsWith(
            "NODE_NEVER_JOINED: The server runs and its node did not join the cluster within 600 s."
                + " ")
        .contains(look)
        .endsWith(".");
  }

  @Test
  void of_a_pool_that_is_gone_no_more_than_is_known() {
    Pool other = Pools.of("other", 5, null, OFFERING);

    assertThat(said(late("running").with(Scene.settings(5, other)))).endsWith("within 600 s.");
  }

  @Test
  void of_a_node_that_was_never_ready_what_its_kubelet_says() {
    assertThat(said(late("running").node(notReady("cni plugin not initialized"))))
        .isEqualTo(
            "NODE_NEVER_READY: The node joined and never became Ready within 600 s. Kubernetes"
                + " says: 'cni plugin not initialized'. kubectl describe node "
                + NAME
                + " shows more; a network plugin that does not start is the usual cause.");
    assertThat(said(late("running").node(notReady(""))))
        .contains("within 600 s. kubectl describe node");
  }

  @Test
  void of_a_node_that_may_still_become_ready_it_is_said_too() {
    Scene early = new Scene().server(NAME, Duration.ofMinutes(2)).node(notReady("no network yet"));

    assertThat(said(early))
        .startsWith(
            "BOOTING: The node joined and is not Ready yet. Kubernetes says: 'no network yet'."
                + " Gives up 600 s after its order.");
  }

  private static Node notReady(String why) {
    Node node = SceneFaces.node(NAME, Scene.NOON, false, Map.of());
    return new Node(
        node.meta(),
        new Node.Readiness(Node.Ready.FALSE, ORDERED, why),
        node.scheduling(),
        node.addresses());
  }

  @Test
  void of_a_runner_that_never_came_whether_its_pod_is_there() {
    Scene scene = late("running").node(NAME, true, Map.of());

    assertThat(said(scene))
        .startsWith("RUNNER_NEVER_CAME: The node is there and no runner of it registered within")
        .contains("No pod that RUNNER_POD_SELECTOR selects is on it: look at the nodeSelector");
    assertThat(said(scene.runnerPod(NAME, 7)))
        .contains("Its runner's pod is there: kubectl -n gitea-runners logs pod-7 says why");
  }

  @Test
  void it_is_told_as_a_warning_too() {
    assertThat(late("off").plan().warnings())
        .extracting(Plan.Warning::toString)
        .anyMatch(warning -> warning.contains("Hetzner calls it 'off'"));
  }
}
