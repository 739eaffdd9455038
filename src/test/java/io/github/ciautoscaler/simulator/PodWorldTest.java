package io.github.ciautoscaler.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How a world treats pods, as a cluster does, and what counts there as room for one. */
class PodWorldTest {

  private static final long ALL_OF_A_MACHINE = 8_000;

  private final World world = new World(WorldSettings.standard(7).in(Set.of(Surrounding.PODS)));
  private final Deployments deployments = new Deployments(world);

  private CloudServer order(String name, String type, String place) {
    CreateRequest request =
        CreateRequest.of(
            name,
            type,
            place,
            "ubuntu-24.04",
            Map.of("managed-by", "gitea-ci-autoscaler"),
            "K3S_TOKEN=sandbox-cluster-secret agent --node-label=managed-by=gitea-ci-autoscaler");
    return ((CloudAnswer.Created) world.cloud().create(request)).server();
  }

  private ClusterPod only(String app) {
    List<ClusterPod> pods =
        world.cluster().pods().stream().filter(pod -> pod.ownerName().equals(app)).toList();
    assertThat(pods).hasSize(1);
    return pods.getFirst();
  }

  @Test
  void a_pod_that_is_being_deleted_gets_no_node_however_long_a_finalizer_keeps_it() {
    deployments.scale("web", 1, ALL_OF_A_MACHINE, false);
    ClusterPod pod = only("web");
    world.cluster().setHeld(pod, true);
    deployments.scale("web", 0, ALL_OF_A_MACHINE, false);
    world.advance(Duration.ofSeconds(10));
    order("ci-runner-0000000a", "ccx33", "nbg1");
    world.advance(Duration.ofMinutes(6));

    assertThat(pod.isTerminating()).isTrue();
    assertThat(pod.node()).isEmpty();
  }

  @Test
  void a_pod_keeps_apart_from_its_like_in_its_own_namespace_alone() {
    CloudServer server = order("ci-runner-0000000a", "ccx33", "nbg1");
    world.advance(Duration.ofMinutes(6));
    world.cluster().addReplica(server.name(), "tools", "web", Map.of(), Duration.ofSeconds(20));
    deployments.scale("web", 2, 250, true);
    world.advance(Duration.ofSeconds(10));

    assertThat(world.cluster().pods())
        .filteredOn(pod -> pod.ownerName().equals("web") && pod.node().equals(server.name()))
        .extracting(ClusterPod::namespace)
        .containsExactlyInAnyOrder("tools", "web");
  }

  @Test
  void a_kubelet_that_comes_up_again_ends_what_was_to_go_meanwhile() {
    CloudServer server = order("ci-runner-0000000a", "ccx33", "nbg1");
    world.advance(Duration.ofMinutes(6));
    deployments.scale("web", 1, ALL_OF_A_MACHINE, false);
    world.advance(Duration.ofSeconds(10));
    ClusterPod pod = only("web");
    assertThat(pod.node()).isEqualTo(server.name());

    world.cloud().migrate(server, Duration.ofMinutes(4));
    world.advance(Duration.ofMinutes(3));
    deployments.scale("web", 0, ALL_OF_A_MACHINE, false);
    world.advance(Duration.ofMinutes(1));
    assertThat(world.cluster().pods()).contains(pod);
    world.advance(Duration.ofMinutes(7));

    assertThat(world.cluster().node(server.name()).orElseThrow().isReady()).isTrue();
    assertThat(world.cluster().pods()).doesNotContain(pod);
  }

  /** Its pods were to go while it was off, or it is one of the original's, and smaller. */
  @Test
  void what_ends_while_its_kubelet_is_silent_is_known_to_have_ended_once_it_speaks() {
    CloudServer server = order("ci-runner-0000000a", "ccx33", "nbg1");
    world.advance(Duration.ofMinutes(6));
    world.cluster().addOnce(server.name(), "tools", "backup", Duration.ofSeconds(30));
    ClusterPod pod = only("backup");

    world.cluster().silence(server.name(), Duration.ofMinutes(2));
    world.advance(Duration.ofMinutes(1));
    assertThat(pod.finished()).isNull();
    world.advance(Duration.ofMinutes(2));
    assertThat(pod.finished()).isNotNull();
  }

  @Test
  void a_free_machine_without_room_for_the_pod_that_waits_is_no_reason_to_launch_none() {
    Scenario day = Scenario.named("pods").lasting(Duration.ofHours(2));

    assertThat(Simulation.run(day, 27, JsonStateStore::production).violation()).isEmpty();
  }
}
