package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.NodeAnnotations;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Who else has machines in the project, Nodes in the cluster and runners in the forge. */
final class Neighbours {

  private static final Map<String, String> OF_ANY_ORIGINAL =
      Map.of(Labels.MANAGED_BY, Labels.MANAGED_BY_US);
  private static final String OTHER = "somebody-else";
  private static final Map<String, String> OF_ANOTHER =
      Map.of(Labels.MANAGED_BY, Labels.MANAGED_BY_US, Labels.INSTALLATION, OTHER);

  private final World world;
  private final Mends mends;
  private long numbers;

  Neighbours(World world, Mends mends) {
    this.world = world;
    this.mends = mends;
  }

  /** A server of another cluster with the same project, or a person's own. */
  boolean foreignServer() {
    Maker maker =
        world.dice().oneOf(List.of(Maker.OTHER_CLUSTER, Maker.OTHER_INSTALLATION, Maker.PERSON));
    Map<String, String> labels =
        switch (maker) {
          case OTHER_CLUSTER -> OF_ANY_ORIGINAL;
          case OTHER_INSTALLATION -> OF_ANOTHER;
          case PERSON, ORIGINAL, US -> Map.of("purpose", "database");
        };
    String name = maker == Maker.PERSON ? "db-" + world.dice().hex(4) : runnerName();
    boolean works = maker == Maker.PERSON && world.dice().chance(0.6);
    CloudServer server = order(name, labels, works ? agent() : "of another cluster", maker);
    if (server == null) {
      return false;
    }
    if (works) {
      world.afterSeconds(10_000, 20_000, () -> world.cluster().deleteNode(name));
    }
    mends.within(1_200, 9_000, () -> world.cloud().delete(server.id()));
    return true;
  }

  /** The original still ran a moment ago: its server is ours to take over. */
  boolean originalServer() {
    return order(runnerName(), OF_ANY_ORIGINAL, joining(), Maker.ORIGINAL) != null;
  }

  /** Another installation's machine comes, works here, and goes when it is idle. */
  boolean neighbourMachine() {
    CloudServer server = order(runnerName(), OF_ANOTHER, joining(), Maker.OTHER_INSTALLATION);
    if (server == null) {
      return false;
    }
    note(server);
    mends.within(1_200, 7_200, () -> leave(server.id(), world.origins().nodeOn(server)));
    return true;
  }

  /** Its own autoscaler is as ours, and signs the Node, also one that was made again. */
  private void note(CloudServer server) {
    if (world.cloud().server(server.id()).isEmpty()) {
      return;
    }
    ClusterNode node = world.cluster().node(world.origins().nodeOn(server)).orElse(null);
    if (node != null
        && !OTHER.equals(node.spec().annotations().get(NodeAnnotations.INSTALLATION))) {
      NodeSpec recorded =
          node.spec()
              .annotate(NodeAnnotations.INSTALLATION, OTHER)
              .annotate(NodeAnnotations.READY_AT, world.now().toString());
      world.cluster().replaceNode(node.name(), recorded, null);
    }
    world.afterSeconds(2, 8, () -> note(server));
  }

  private void noteRemoval(ClusterNode node) {
    NodeSpec leaving =
        node.spec()
            .annotate(NodeAnnotations.INSTALLATION, OTHER)
            .annotate(NodeAnnotations.STAGE, "removing")
            .annotate(NodeAnnotations.STAGE_SINCE, world.now().toString())
            .annotate(NodeAnnotations.CORDONED, "true")
            .taint(Labels.TERMINATION_TAINT)
            .cordon(true);
    world.cluster().replaceNode(node.name(), leaving, null);
  }

  /** What its own autoscaler does: nothing under a job, and the Node last. */
  private void leave(long server, String node) {
    if (world.forge().worksOn(node)) {
      world.afterSeconds(15, 30, () -> leave(server, node));
      return;
    }
    rows(node).forEach(row -> world.forge().setDisabled(row.id(), true));
    world.afterSeconds(20, 30, () -> finish(server, node));
  }

  private void finish(long server, String node) {
    if (world.forge().worksOn(node)) {
      leave(server, node);
      return;
    }
    world.cluster().node(node).ifPresent(this::noteRemoval);
    world.cloud().delete(server);
    world.afterSeconds(
        20,
        60,
        () -> {
          rows(node).forEach(row -> world.forge().deleteRunner(row.id()));
          if (world.cloud().server(server).isEmpty()) {
            world.cluster().deleteNode(node);
          }
        });
  }

  private List<RunnerRow> rows(String node) {
    return world.forge().runners().stream().filter(row -> row.machine().equals(node)).toList();
  }

  /** A runner on somebody's own machine, of another scope or with room for several jobs. */
  boolean strangeRunner() {
    int capacity = world.dice().chance(0.5) ? 0 : (int) world.dice().between(1, 3);
    String name = "office-" + ++numbers;
    Set<String> labels = world.forge().runnerLabels();
    RunnerProcess process = world.forge().addPermanentRunner(name, labels, capacity);
    mends.within(600, 3_600, () -> world.forge().retire(process));
    return true;
  }

  private String runnerName() {
    return "ci-runner-" + world.dice().hex(8);
  }

  private String joining() {
    return agent()
        + " --node-label=managed-by=gitea-ci-autoscaler --node-label=node-role=ci-runner";
  }

  /** A Node of somebody's own, which stays for hours after its server is gone. */
  private String agent() {
    return "K3S_TOKEN=" + world.settings().clusterSecret() + " agent";
  }

  private @Nullable CloudServer order(
      String name, Map<String, String> labels, String userData, Maker maker) {
    CreateRequest request =
        CreateRequest.of(name, "cx23", "hel1", "ubuntu-24.04", new TreeMap<>(labels), userData);
    return world.cloud().create(request, maker) instanceof CloudAnswer.Created created
        ? created.server()
        : null;
  }
}
