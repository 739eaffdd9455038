package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.ciautoscaler.fleet.BackOff;
import io.github.ciautoscaler.fleet.BootFailures;
import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.MachineTemplate;
import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Pause;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Pools;
import io.github.ciautoscaler.fleet.Preference;
import io.github.ciautoscaler.fleet.ScaleRequest;
import io.github.ciautoscaler.fleet.ServerAccess;
import io.github.ciautoscaler.fleet.StoredState;
import io.github.ciautoscaler.fleet.StoredStates;
import io.github.ciautoscaler.plan.Action.Kind;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** Two pools that serve different labels with different machines, under one total. */
class TwoPoolsTest {

  private static final Pool BIG =
      Pools.of(
          "big",
          3,
          template("snapshot-7", new Offering("ccx63", "fsn1")),
          Set.of("linux", "x64", "big"));
  private static final Pool SMALL =
      Pools.of("small", 2, template("debian-12", new Offering("cx23", "nbg1")), Set.of("linux"));
  private static final int TOTAL = 4;

  @Test
  void each_job_goes_to_the_pool_that_fits_it_best() {
    List<Effect.CreateServer> orders = orders(scene().queued(1, "linux").queued(1, "big"));

    assertThat(orders)
        .extracting(
            order -> order.pool().name(),
            Effect.CreateServer::offering,
            order -> order.pool().template().image().toString(),
            order -> order.labels().get(Labels.POOL),
            order -> order.machine().pool())
        .containsExactlyInAnyOrder(
            tuple("small", new Offering("cx23", "nbg1"), "debian-12", "small", "small"),
            tuple("big", new Offering("ccx63", "fsn1"), "snapshot-7", "big", "big"));
  }

  @Test
  void a_machine_is_called_as_its_pool_says() {
    MachineTemplate small = SMALL.template();
    Pool named =
        Pools.of(
            "small",
            2,
            new MachineTemplate(
                small.offerings(),
                small.image(),
                small.access(),
                small.bootstrap(),
                new MachineTemplate.Options(
                    Preference.LISTED, Map.of(), "workers-fsn1", "spread", null)),
            Set.of("linux"));
    Scene scene = new Scene().with(Scene.settings(TOTAL, BIG, named)).queued(2, "linux");

    assertThat(orders(scene))
        .hasSize(2)
        .allSatisfy(order -> {
          assertThat(order.name()).matches("workers-fsn1-[0-9a-f]{8}");
          assertThat(order.labels())
              .containsEntry(Labels.NAME, order.name())
              .containsEntry(Labels.POOL, "small");
        })
        .extracting(Effect.CreateServer::name)
        .doesNotHaveDuplicates();
  }

  @Test
  void the_owners_labels_stand_beside_ours_which_win() {
    Effect.CreateServer order = orders(scene().queued(1, "linux")).getFirst();

    assertThat(order.labels())
        .containsEntry("cost-centre", "ci")
        .containsEntry(Labels.MANAGED_BY, Labels.MANAGED_BY_US);
  }

  @Test
  void each_maximum_holds_and_the_total_too() {
    assertThat(pools(scene().queued(9, "linux"))).containsExactly("big", "big", "small", "small");
    assertThat(pools(scene().queued(9, "big"))).containsExactly("big", "big", "big");
    assertThat(scene().queued(9, "big").plan().decisions())
        .anySatisfy(decision ->
            assertThat(decision.reason().message()).contains("the maximum 3 of pool big"));
  }

  @Test
  void what_a_pool_already_has_counts_for_it_alone() {
    Scene scene =
        scene()
            .server("ci-runner-00000001", Duration.ofMinutes(1), labels("big"))
            .server("ci-runner-00000002", Duration.ofMinutes(1), labels("big"))
            .queued(4, "big");

    assertThat(pools(scene)).containsExactly("big");
  }

  @Test
  void failed_boots_of_one_pool_do_not_stop_the_other() {
    BootFailures justNow = new BootFailures(3, Scene.NOON.minusSeconds(1));
    Scene scene =
        scene()
            .queued(2, "linux")
            .queued(1, "big")
            .stored(stored -> StoredStates.withBootFailures(stored, "big", justNow));

    assertThat(pools(scene)).containsExactly("small", "small");
    assertThat(scene.plan().decisions())
        .anySatisfy(decision -> {
          assertThat(decision.subject()).isEqualTo("big");
          assertThat(decision.reason().code()).isEqualTo(Code.BOOT_BACKOFF);
        });
  }

  @Test
  void one_machine_at_a_time_after_failed_boots_is_a_matter_of_its_pool() {
    BootFailures longAgo = new BootFailures(1, Scene.NOON.minusSeconds(600));
    Scene scene =
        scene()
            .server("ci-runner-00000001", Duration.ofMinutes(1), labels("small"))
            .queued(3, "big")
            .stored(stored -> StoredStates.withBootFailures(stored, "big", longAgo));

    assertThat(pools(scene)).containsExactly("big");
  }

  @Test
  void a_template_that_the_cloud_refuses_leaves_jobs_to_the_next_pool_that_fits() {
    BackOff bad = new BackOff(Scene.NOON.plusSeconds(60), "invalid", "no such image");
    Scene scene =
        scene()
            .queued(2, "linux")
            .stored(
                stored -> StoredStates.withPool(stored, "small", health -> health.refused(bad)));

    assertThat(pools(scene)).containsExactly("big", "big");
  }

  @Test
  void an_operators_wish_goes_to_the_first_pool_that_has_room() {
    Scene scene =
        scene()
            .stored(stored ->
                StoredStates.withScaleRequests(
                    stored, none -> Map.of("key", new ScaleRequest(4, 0, Scene.NOON, null))));

    assertThat(pools(scene)).containsExactly("big", "big", "big", "small");
  }

  @Test
  void an_operators_wish_for_one_pool_is_explained_on_that_pool() {
    Scene scene = scene().stored(stored -> wish(stored, 4, "small"));

    assertThat(pools(scene)).containsExactly("small", "small");
    assertThat(notDone(scene)).containsExactly(tuple("small", Code.AT_MAX_NODES));
    assertThat(notDone(scene().stored(stored -> wish(stored, 1, "gone"))))
        .containsExactly(tuple("gone", Code.POOL_REMOVED));
  }

  @Test
  void a_paused_pool_leaves_its_jobs_to_the_next_that_fits_them() {
    Pause pause = new Pause(Scene.NOON, Scene.NOON.plusSeconds(1), "bad image");
    Scene scene =
        scene()
            .queued(2, "linux")
            .stored(stored -> StoredStates.withPoolPause(stored, "small", pause));

    assertThat(pools(scene)).containsExactly("big", "big");

    Scene both = scene.stored(stored -> StoredStates.withPoolPause(stored, "big", pause));
    assertThat(pools(both)).isEmpty();
    assertThat(notDone(both)).containsExactly(tuple("small", Code.POOL_PAUSED));
    assertThat(both.plan().decisions().getFirst().reason().message())
        .isEqualTo("Pool small is paused by an operator until 2026-11-23T12:00:01Z.");
  }

  @Test
  void each_pool_says_what_is_wanted_of_it_and_what_stands_against_more() {
    BootFailures justNow = new BootFailures(2, Scene.NOON.minusSeconds(1));
    Scene scene =
        scene()
            .queued(5, "big")
            .stored(stored -> StoredStates.withBootFailures(stored, "small", justNow));

    List<PoolOutlook> pools = scene.plan().pools();

    assertThat(pools).extracting(PoolOutlook::pool).containsExactly(BIG, SMALL);
    assertThat(pools).extracting(PoolOutlook::wanted).containsExactly(2, 0);
    assertThat(pools)
        .extracting(outlook -> outlook.against() == null ? null : outlook.against().code())
        .containsExactly(Code.AT_MAX_NODES, Code.BOOT_BACKOFF);
    assertThat(pools)
        .extracting(PoolOutlook::bootBackOffUntil)
        .containsExactly(null, Scene.NOON.plusSeconds(119));
    assertThat(scene().plan().pools()).extracting(PoolOutlook::against).containsOnlyNulls();
  }

  private static StoredState wish(StoredState stored, int count, String pool) {
    return StoredStates.withScaleRequests(
        stored, none -> Map.of("key", new ScaleRequest(count, 0, Scene.NOON, pool)));
  }

  private static List<Tuple> notDone(Scene scene) {
    return scene.plan().decisions().stream()
        .filter(decision -> !decision.isDone())
        .map(decision -> tuple(decision.subject(), decision.reason().code()))
        .toList();
  }

  private static Scene scene() {
    return new Scene().with(Scene.settings(TOTAL, BIG, SMALL));
  }

  private static MachineTemplate template(String image, Offering offering) {
    return new MachineTemplate(
        List.of(offering),
        image,
        ServerAccess.PUBLIC,
        Map.of("cost-centre", "ci", Labels.MANAGED_BY, "somebody-else"),
        Pools.K3S);
  }

  private static Map<String, String> labels(String pool) {
    return Map.of(
        Labels.MANAGED_BY,
        Labels.MANAGED_BY_US,
        Labels.INSTALLATION,
        Scene.OURS,
        Labels.POOL,
        pool);
  }

  private static List<String> pools(Scene scene) {
    return orders(scene).stream().map(order -> order.pool().name()).sorted().toList();
  }

  @Test
  void a_machine_is_its_pools_and_shows_its_labels_also_while_the_servers_are_not_read() {
    Scene scene =
        scene()
            .node(of("big", SceneFaces.node("ci-runner-0000b16a", Scene.NOON, true, Map.of())))
            .runner("ci-runner-0000b16a", 7, true, false, "linux", "x64", "big")
            .seenAs(Seen::serversNeverCame);

    assertThat(scene.fleet().machines()).extracting(Machine::pool).containsExactly("big");
    assertThat(Offers.shownNow(scene.fleet())).containsOnlyKeys("big");
  }

  private static Node of(String pool, Node node) {
    Map<String, String> labels = new HashMap<>(node.labels());
    labels.put(Labels.POOL, pool);
    return new Node(
        new Node.Meta(node.name(), node.uid(), node.created(), labels, Map.of()),
        node.readiness(),
        node.scheduling(),
        node.addresses());
  }

  private static List<Effect.CreateServer> orders(Scene scene) {
    return scene.actions(Kind.CREATE).stream()
        .map(action -> (Effect.CreateServer) action.effects().getLast())
        .toList();
  }
}
