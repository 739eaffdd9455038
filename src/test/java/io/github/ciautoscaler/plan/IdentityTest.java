package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.LaunchOrder;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.fleet.NodeAnnotations;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.PendingLaunch;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.fleet.StoredState;
import io.github.ciautoscaler.fleet.StoredStates;
import io.github.ciautoscaler.plan.Action.Kind;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One machine whose server and whose Node are called otherwise, and what must not come of it. */
class IdentityTest {

  private static final String NAME = "ci-runner-0a1b2c3d";
  private static final long ID = 4711;
  private static final Duration ELEVEN = Duration.ofMinutes(11);

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aServerStaysWhileARunnerThatCameAfterItsOrderWorksSomewhere(boolean recorded) {
    Scene scene = new Scene().server(server(NAME)).node(node("somewhere", null, List.of()));
    scene.runner("somewhere", 50, true, false, "linux").runs(50, "linux");
    if (recorded) {
      scene.stored(IdentityTest::launched);
    }

    Plan plan = scene.plan();

    assertThat(scene.actions(Kind.GIVE_UP_BOOT)).isEmpty();
    if (recorded) {
      assertThat(codes(plan)).contains(Code.STRANGER_WORKS.name());
      assertThat("" + plan.machineReasons().get(NAME)).contains("Runner 50", "spec.providerID");
    }
  }

  @Test
  void theLastLookAsksAboutEachRunnerThatCameAfterTheOrder() {
    Scene scene =
        new Scene()
            .server(server(NAME))
            .node(node("somewhere", null, List.of()))
            .stored(IdentityTest::launched)
            .permanentRunner(5, true, false, "linux")
            .runner("somewhere", 50, true, false, "linux");

    Action action = scene.actions(Kind.GIVE_UP_BOOT).getFirst();

    assertThat(action.effects())
        .hasAtLeastOneElementOfType(Effect.VerifyUnoccupied.class)
        .filteredOn(Effect.VerifyUnoccupied.class::isInstance)
        .allSatisfy(
            look -> assertThat(((Effect.VerifyUnoccupied) look).runnerIds()).containsExactly(50L));
  }

  @Test
  void aRunnerOnAnOlderNodeIsNotItsAndKeepsNoDeadBoot() {
    Node older = at(node("somewhere", null, List.of()), Scene.NOON.minus(Duration.ofHours(2)));
    Scene scene =
        new Scene()
            .server(server(NAME))
            .node(older)
            .stored(IdentityTest::launched)
            .runner("somewhere", 50, true, false, "linux")
            .runs(50, "linux");

    assertThat(scene.actions(Kind.GIVE_UP_BOOT)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "worker-7, hcloud://4711, ",
    "worker-7, hcloud:///4711, ",
    "worker-7, k3s://worker-7, 203.0.113.7",
    "worker-7, , 10.0.0.77",
    "worker-7, , 2001:db8:1:2::1",
    "ci-runner-0a1b2c3d-5f3a9c1e, , ",
    "ci-runner-0a1b2c3d.example.com, , ",
  })
  void aNodeIsJoinedByWhatTellsItsServer(
      String called, @Nullable String providerId, @Nullable String address) {
    List<String> addresses = address == null ? List.of() : List.of(address);
    Scene scene = new Scene().server(server(NAME)).node(node(called, providerId, addresses));
    scene.stored(IdentityTest::launched).runner(called, 50, true, false, "linux").runs(50, "linux");

    Machine machine = only(scene);

    assertThat(machine.name()).isEqualTo(NAME);
    assertThat(machine.nodeName()).isEqualTo(called);
    assertThat(machine.isBusy()).isTrue();
    assertThat(codes(scene.plan())).doesNotContain(Code.NODE_WITHOUT_SERVER.name());
    assertThat(scene.actions(Kind.ANNOTATE).getFirst().effects().getFirst())
        .isInstanceOfSatisfying(
            Effect.PatchNode.class,
            patch -> {
              assertThat(patch.node()).isEqualTo(called);
              assertThat(patch.patch().annotations())
                  .containsEntry(NodeAnnotations.SERVER_ID, "4711");
            });
  }

  @Test
  void aPrivateAddressIsNoTraceForANodeOfSomebodyElse() {
    Node theirs =
        new Node(
            new Node.Meta("theirs", "uid", Scene.NOON, Map.of(), Map.of()),
            new Node.Readiness(Node.Ready.TRUE, Scene.NOON),
            Node.Scheduling.OPEN,
            Node.Addresses.of(List.of("10.0.0.77")));

    assertThat(only(new Scene().server(server(NAME)).node(theirs)).node()).isNull();
  }

  @Test
  void anAddressThatWasGivenOutAgainLeadsToNoFormerNode() {
    Node former = at(node("worker-1", null, List.of("203.0.113.7")), Instant.EPOCH);

    assertThat(only(new Scene().server(server(NAME)).node(former)).node()).isNull();
  }

  @Test
  void itsTerminationCallsTheNodeByTheNodesNameAndTheServerByItsId() {
    String called = NAME + "-5f3a9c1e";
    Map<String, String> ownAnnotations =
        Map.of(
            "ci-autoscaler.io/stage", "draining",
            "ci-autoscaler.io/stage-since", ago(100),
            "ci-autoscaler.io/stage-reason", "HOUR_ENDS",
            "ci-autoscaler.io/quiet-since", ago(90),
            "ci-autoscaler.io/first-look", ago(60),
            "ci-autoscaler.io/server-id", "4711",
            "ci-autoscaler.io/runner-ids", "50");
    Scene scene =
        new Scene()
            .server(server("renamed", Duration.ofMinutes(56)))
            .node(node(called, null, List.of(), ownAnnotations))
            .podsOn(called, List.of())
            .runner(called, 50, true, true, "linux");

    assertThat(scene.actions(Kind.REMOVE).getFirst().effects())
        .contains(new Effect.DeleteServer(ID, "renamed"))
        .first()
        .isInstanceOfSatisfying(
            Effect.PatchNode.class, patch -> assertThat(patch.node()).isEqualTo(called));
  }

  @Test
  void aServerThatSomebodyRenamesStaysTheSameMachine() {
    Map<String, String> ownAnnotations = new HashMap<>();
    ownAnnotations.put("ci-autoscaler.io/server-id", "4711");
    ownAnnotations.put("ci-autoscaler.io/ready-at", ago(1200));
    Scene scene =
        new Scene()
            .server(server("build-box", Duration.ofMinutes(30)))
            .node(node(NAME, null, List.of(), ownAnnotations))
            .runner(NAME, 50, true, false, "linux")
            .runs(50, "linux");

    Machine machine = only(scene);

    assertThat(machine.name()).isEqualTo(NAME);
    assertThat(machine.nodeName()).isEqualTo(NAME);
    assertThat(machine.isBusy()).isTrue();
    assertThat(scene.fleet().orphans().nodes()).isEmpty();
    assertThat(scene.actions(Kind.GIVE_UP_BOOT)).isEmpty();
  }

  @Test
  void aServerThatIsRenamedWhileItBootsIsStillTheOneThatWasOrdered() {
    Scene scene = new Scene().server(server("build-box")).stored(IdentityTest::launched);
    assertThat(only(scene).name()).isEqualTo(NAME);
    assertThat(scene.fleet().conditions().machines().missingServers()).isEmpty();

    scene.node(node(NAME, null, List.of())).runner(NAME, 50, true, false, "linux");
    assertThat(only(scene).isIdle()).isTrue();
  }

  @Test
  void theNameOfTheOrderStandsOnTheServerWhateverItIsCalled() {
    Action create = new Scene().queued(1, "linux").actions(Kind.CREATE).getFirst();
    Effect.CreateServer order =
        create.effects().stream()
            .filter(Effect.CreateServer.class::isInstance)
            .map(Effect.CreateServer.class::cast)
            .findFirst()
            .orElseThrow();
    assertThat(order.labels()).containsEntry(Labels.NAME, order.name());

    Map<String, String> labels = new HashMap<>(server("build-box").labels());
    labels.put(Labels.NAME, NAME);
    Scene scene = new Scene().server(NAME, ELEVEN, labels).server("build-box", ELEVEN, labels);
    assertThat(scene.fleet().machines())
        .extracting(Machine::name)
        .containsExactlyInAnyOrder("build-box", NAME);
  }

  @Test
  void aNodeOfOursWithoutAServerIsNamedWithItsMend() {
    String called = NAME + "-5f3a9c1e";
    assertThat(warning(new Scene().node(node(called, null, List.of()))))
        .contains(called, "--with-node-id", "--node-name", "hostname-override");
  }

  @Test
  void ourLabelOnAMachineOfOnesOwnIsSaidAndTheMachineIsNeverTouched() {
    Node own = node("my-server", null, List.of());
    assertThat(warning(new Scene().node(own))).contains("kubectl label node my-server managed-by-");

    Scene silent = new Scene().node(own).notReadyFor("my-server", Duration.ofMinutes(20));
    assertThat(silent.fleet().orphans().nodes()).isEmpty();
    assertThat(silent.plan().actions()).isEmpty();
  }

  private static String warning(Scene scene) {
    return scene.plan().warnings().stream()
        .filter(warning -> warning.code().equals(Code.NODE_WITHOUT_SERVER.name()))
        .map(Plan.Warning::message)
        .findFirst()
        .orElse("");
  }

  private static List<String> codes(Plan plan) {
    return plan.warnings().stream().map(Plan.Warning::code).toList();
  }

  private static Machine only(Scene scene) {
    assertThat(scene.fleet().machines()).hasSize(1);
    return scene.fleet().machines().getFirst();
  }

  private static StoredState launched(StoredState stored) {
    return StoredStates.withLaunches(
        stored,
        all -> {
          all.put(
              NAME,
              new PendingLaunch(
                  new LaunchOrder(
                      Pool.DEFAULT, new Offering("ccx33", "nbg1"), Set.of("linux"), null, null),
                  Scene.NOON.minus(ELEVEN),
                  "this-process",
                  ID,
                  null));
          return all;
        });
  }

  private static Server server(String name) {
    return server(name, ELEVEN);
  }

  @Test
  void aNodeThatNamesSomebodyElsesServerIsNotOursHoweverItIsCalled() {
    Map<String, String> theirs =
        Map.of(Labels.MANAGED_BY, Labels.MANAGED_BY_US, Labels.INSTALLATION, "installation-b");
    Scene scene = new Scene().server(server(NAME)).server("theirs", ELEVEN, theirs);
    long other = scene.fleet().foreign().getFirst().server().id();
    scene.node(node(NAME, "hcloud://" + other, List.of()));

    assertThat(scene.fleet().machines()).singleElement().extracting(it -> it.node()).isNull();
  }

  private static Server server(String name, Duration age) {
    return new Server(
        ID,
        new Server.Metadata(
            name,
            Map.of(
                Labels.MANAGED_BY, Labels.MANAGED_BY_US,
                Labels.INSTALLATION, Scene.OURS,
                Labels.POOL, Pool.DEFAULT,
                Labels.RUNNERS_BEFORE, "40")),
        "running",
        new Server.Paid(Scene.NOON.minus(age), new Offering("ccx33", "nbg1"), true, null),
        new Server.Addresses(Set.of("203.0.113.7", "2001:db8:1:2::/64"), Set.of("10.0.0.77")));
  }

  private static Node node(String name, @Nullable String providerId, List<String> addresses) {
    return node(name, providerId, addresses, Map.of());
  }

  private static Node node(
      String name,
      @Nullable String providerId,
      List<String> addresses,
      Map<String, String> annotations) {
    return new Node(
        new Node.Meta(
            name,
            "uid-" + name,
            Scene.NOON.minus(Duration.ofMinutes(9)),
            Map.of(Labels.MANAGED_BY, Labels.MANAGED_BY_US),
            annotations),
        new Node.Readiness(Node.Ready.TRUE, Scene.NOON.minus(Duration.ofMinutes(8))),
        new Node.Scheduling(annotations.containsKey("ci-autoscaler.io/stage"), List.of()),
        new Node.Addresses(addresses, List.of(), providerId));
  }

  private static Node at(Node node, Instant created) {
    return new Node(
        new Node.Meta(node.name(), node.uid(), created, node.labels(), node.meta().annotations()),
        node.readiness(),
        new Node.Scheduling(false, node.scheduling().taints()),
        node.addresses());
  }

  private static String ago(long seconds) {
    return Scene.NOON.minusSeconds(seconds).toString();
  }
}
