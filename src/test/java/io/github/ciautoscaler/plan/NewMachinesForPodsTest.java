package io.github.ciautoscaler.plan;

import static io.github.ciautoscaler.fleet.Workloads.GIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.fleet.Node.Taint;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.PodDemand;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.fleet.Workload;
import io.github.ciautoscaler.fleet.Workloads;
import io.github.ciautoscaler.plan.Action.Kind;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a new machine is expected to have, so that it is launched for no pod in vain. */
class NewMachinesForPodsTest {

  private static final String ONE = "ci-runner-00000001";
  private static final String TWO = "ci-runner-00000002";
  private static final String REGION = "topology.kubernetes.io/region";
  private static final String ZONE = "topology.kubernetes.io/zone";
  private static final Offering HERE = new Offering("cpx22", "fsn1");
  private static final Offering ELSEWHERE = new Offering("cpx22", "nbg1");
  private static final Taint STARTING =
      new Taint("node.cilium.io/agent-not-ready", null, "NoSchedule");

  private static Workloads web(String name) {
    return Workloads.pod(name, Scene.NOON.minusSeconds(60));
  }

  /** All that a machine has. */
  private static Workload filling(String node) {
    return web("fills-" + node).asking(2000, GIB).on(node);
  }

  private static Scene scene(Offering offering, Workload... pods) {
    return scene(PodScene.FOR_PODS, offering, pods);
  }

  private static Scene scene(PodDemand demand, Offering offering, Workload... pods) {
    Pool pool = PodScene.pool(demand, Pool.Limits.atMost(9), offering);
    return PodScene.of(9, pods).with(Scene.settings(9, pool));
  }

  private static Scene machine(
      Scene scene, String name, Offering offering, long ready, Map<String, String> more) {
    return machine(scene, name, offering, ready, more, List.of());
  }

  private static Scene machine(
      Scene scene,
      String name,
      Offering offering,
      long ready,
      Map<String, String> more,
      List<Taint> taints) {
    Pool pool = scene.settings().pools().getFirst();
    Server plain =
        SceneFaces.server(
            name,
            Scene.NOON.minus(Duration.ofMinutes(4)),
            Map.of(
                Labels.MANAGED_BY,
                Labels.MANAGED_BY_US,
                Labels.INSTALLATION,
                Scene.OURS,
                Labels.POOL,
                "work",
                Labels.DEMAND,
                String.valueOf(pool.demand().word())));
    Server.Paid paid = new Server.Paid(plain.created(), offering, true, null);
    Map<String, String> labels = new HashMap<>(more);
    labels.put(Labels.MANAGED_BY, Labels.MANAGED_BY_US);
    labels.put(Labels.POOL, "work");
    Map<String, String> serverId = Map.of("ci-autoscaler.io/server-id", "" + plain.id());
    return scene
        .server(new Server(plain.id(), plain.metadata(), plain.status(), paid, plain.addresses()))
        .node(
            new Node(
                new Node.Meta(name, "uid-" + name, plain.created(), labels, serverId),
                new Node.Readiness(Node.Ready.TRUE, Scene.NOON.minusSeconds(ready)),
                new Node.Scheduling(false, taints, PodScene.ALLOCATABLE),
                Node.Addresses.of(List.of("10.0.0.9"))));
  }

  private static int launches(Scene scene) {
    return scene.actions(Kind.CREATE).size();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        REGION,
        ZONE,
        "failure-domain.beta.kubernetes.io/region",
        "failure-domain.beta.kubernetes.io/zone",
        "csi.hetzner.cloud/location"
      })
  void what_a_node_says_of_its_place_holds_at_its_location_alone(String label) {
    Workload pod = web("a").onNodesWith(label, "there").waiting();

    Scene elsewhere = scene(HERE, pod, filling(ONE));
    machine(elsewhere, ONE, ELSEWHERE, 180, Map.of(label, "there"));
    assertThat(launches(elsewhere)).isZero();

    Scene same = scene(ELSEWHERE, pod, filling(ONE));
    machine(same, ONE, ELSEWHERE, 180, Map.of(label, "there"));
    assertThat(launches(same)).isEqualTo(1);
  }

  @Test
  void a_node_at_another_location_shows_all_else() {
    Workload pod = web("a").asking(2000, GIB).onNodesWith("disk", "fast").waiting();
    Scene scene = scene(HERE, pod, filling(ONE));
    machine(scene, ONE, ELSEWHERE, 180, Map.of("disk", "fast"));

    assertThat(launches(scene)).isEqualTo(1);
  }

  @Test
  void what_the_owner_says_of_a_place_holds_until_a_node_is_there() {
    PodDemand.Pods said = new PodDemand.Pods(Set.of(), Map.of(REGION, "fsn1"), List.of());
    Workload pod = web("a").onNodesWith(REGION, "fsn1").waiting();
    Scene scene = scene(new PodDemand(false, said), HERE, pod, filling(ONE));
    machine(scene, ONE, ELSEWHERE, 180, Map.of(REGION, "nbg1"));

    assertThat(launches(scene)).isEqualTo(1);
  }

  @Test
  void a_label_that_not_every_node_has_is_expected_of_none() {
    Workload pod = web("a").onNodesWith("by", "hand").waiting();
    Scene scene = scene(HERE, pod, filling(ONE), filling(TWO));
    machine(scene, ONE, HERE, 180, Map.of("by", "hand"));
    machine(scene, TWO, HERE, 180, Map.of());

    assertThat(launches(scene)).isZero();
  }

  @Test
  void a_zone_that_a_node_just_ready_contradicts_is_expected_of_none() {
    Workload pod = web("a").onNodesWith(ZONE, "fsn1-dc14").waiting();
    Scene scene = scene(HERE, pod, filling(ONE));
    machine(scene, ONE, HERE, 180, Map.of(ZONE, "fsn1-dc14"));
    machine(scene, TWO, HERE, 10, Map.of(ZONE, "fsn1-dc8"));

    assertThat(launches(scene)).isZero();
  }

  @Test
  void a_label_that_a_node_just_ready_still_lacks_launches_no_second() {
    Workload pod = web("a").onNodesWith(REGION, "fsn1").waiting();
    Scene scene = scene(HERE, pod, filling(ONE));
    machine(scene, ONE, HERE, 180, Map.of(REGION, "fsn1"));
    machine(scene, TWO, HERE, 10, Map.of());

    assertThat(launches(scene)).isZero();
  }

  @ParameterizedTest
  @CsvSource({"cax11, arm64, 1", "45, arm64, 1", "45, amd64, 0", "109, amd64, 1", "109, arm64, 0"})
  void the_architecture_is_what_the_seller_says_of_the_type(String type, String arch, int count) {
    Workload pod = web("a").onNodesWith("kubernetes.io/arch", arch).waiting();

    assertThat(launches(scene(new Offering(type, "fsn1"), pod))).isEqualTo(count);
  }

  @Test
  void a_node_shows_what_is_expected_also_where_the_pool_names_type_and_location_by_id() {
    Workload pod = web("a").asking(2000, GIB).onNodesWith(REGION, "fsn1").waiting();
    Scene scene = scene(new Offering("109", "1"), pod, filling(ONE));
    machine(scene, ONE, HERE, 180, Map.of(REGION, "fsn1"));

    assertThat(launches(scene)).isEqualTo(1);
  }

  @Test
  void a_machine_whose_runner_is_still_to_come_has_the_room_that_its_node_shows() {
    PodDemand both = new PodDemand(true, PodScene.FOR_PODS.pods());
    Workload pod = web("a").waiting();

    Scene full = scene(both, HERE, pod, filling(ONE));
    assertThat(launches(machine(full, ONE, HERE, 30, Map.of()))).isEqualTo(1);

    Scene empty = scene(both, HERE, pod);
    assertThat(launches(machine(empty, ONE, HERE, 30, Map.of()))).isZero();
  }

  @ParameterizedTest
  @CsvSource({"10, 0", "119, 0", "120, 1"})
  void a_taint_of_a_node_just_ready_launches_no_second(long ready, int count) {
    Scene scene = scene(HERE, web("a").waiting(), filling(ONE));
    machine(scene, ONE, HERE, 180, Map.of());
    machine(scene, TWO, HERE, ready, Map.of(), List.of(STARTING));

    assertThat(launches(scene)).isEqualTo(count);
  }

  @Test
  void a_taint_that_only_a_node_just_ready_has_is_expected_of_none() {
    Scene scene = scene(HERE, web("a").waiting(), filling(ONE));
    machine(scene, ONE, HERE, 10, Map.of(), List.of(STARTING));

    assertThat(launches(scene)).isEqualTo(1);
  }

  @Test
  void a_taint_that_the_pool_gives_counts_at_once() {
    Taint own = new Taint("ci", "only", "NoSchedule");
    PodDemand.Pods tainted = new PodDemand.Pods(Set.of(), Map.of(), List.of(own));
    List<Taint> both = List.of(own, STARTING);

    Scene foreign = scene(new PodDemand(false, tainted), HERE, web("a").waiting());
    machine(foreign, ONE, HERE, 10, Map.of(), both);
    assertThat(foreign.plan().machineReasons().get(ONE))
        .extracting(Reason::code)
        .isNotEqualTo(Reason.Code.KEPT_FOR_PODS);

    Scene tolerated =
        scene(new PodDemand(false, tainted), HERE, web("a").tolerating("ci").waiting());
    machine(tolerated, ONE, HERE, 10, Map.of(), both);
    assertThat(launches(tolerated)).isZero();
    assertThat(tolerated.plan().machineReasons().get(ONE))
        .extracting(Reason::code)
        .isEqualTo(Reason.Code.KEPT_FOR_PODS);
  }
}
