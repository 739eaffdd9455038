package io.github.ciautoscaler.app.doctor;

import io.github.ciautoscaler.api.Doctor.Finding;
import io.github.ciautoscaler.fleet.ClusterInfo;
import io.github.ciautoscaler.fleet.ClusterInfo.Permission;
import io.github.ciautoscaler.fleet.ControlPlane;
import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.fleet.Pod;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Reading.Trouble;
import io.github.ciautoscaler.reconcile.Cluster;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Whether the cluster answers, lets us do what we must, and can be reached by machines. */
final class ClusterCheckup {

  private static final int API_PORT = 6443;
  private static final String REQUIRED = "required rights";

  private final Cluster cluster;
  private final Supplier<Reading<List<String>>> missingRights;
  private final @Nullable URI joinUrl;
  private final String runnerPods;
  private final Reach reach;

  /**
   * @param missingRights what nothing works without and is not granted
   * @param joinUrl where machines join, as the owner says; null where it is found out
   * @param runnerPods the selector of the runner pods, as it is shown
   */
  ClusterCheckup(
      Cluster cluster,
      Supplier<Reading<List<String>>> missingRights,
      @Nullable URI joinUrl,
      String runnerPods,
      Reach reach) {
    this.cluster = cluster;
    this.missingRights = missingRights;
    this.joinUrl = joinUrl;
    this.runnerPods = runnerPods;
    this.reach = reach;
  }

  List<Finding> examine() {
    List<Finding> found = new ArrayList<>();
    Reading<ClusterInfo> info = cluster.describe();
    found.add(
        Read.of(
            "kubernetes",
            info,
            it -> Finding.ok("kubernetes", it.version() + "."),
            ClusterCheckup::mend));
    if (info instanceof Reading.Complete<ClusterInfo>(var it, _)) {
      found.add(
          Read.of(REQUIRED, missingRights.get(), ClusterCheckup::required, ClusterCheckup::mend));
      rights(it, found);
    }
    Reading<List<Node>> nodes = cluster.nodes();
    found.add(Read.of("nodes", nodes, ClusterCheckup::nodes, ClusterCheckup::mend));
    List<Node> known = nodes instanceof Reading.Complete<List<Node>>(var all, _) ? all : List.of();
    found.add(
        Read.of(
            "runner pods", cluster.runnerPods(), pods -> pods(pods, known), ClusterCheckup::mend));
    found.add(controlPlane(known));
    return found;
  }

  private static Finding required(List<String> missing) {
    return missing.isEmpty()
        ? Finding.ok(REQUIRED, "Nodes and pods may be listed, Nodes changed and pods evicted.")
        : Finding.fails(
            REQUIRED,
            missing.size() + " of them are missing.",
            "Apply the ClusterRole of k8s/autoscaler. Missing:\n" + String.join("\n", missing));
  }

  private static void rights(ClusterInfo info, List<Finding> found) {
    for (Permission permission : Permission.values()) {
      String check = "right " + permission;
      String grant = info.denied().get(permission);
      found.add(
          grant == null
              ? Finding.ok(check, "It is granted.")
              : Finding.warns(check, "It is missing: " + without(permission), "Apply:\n" + grant));
    }
  }

  private static String without(Permission permission) {
    return switch (permission) {
      case LEASES -> "only one replica may run.";
      case CONFIG_MAPS -> "a pause and pending launches do not survive a restart.";
      case JOIN_TOKENS -> "machines join with CLUSTER_SECRET.";
      case EVENTS -> "the cluster's Events say nothing of us.";
    };
  }

  private static Finding nodes(List<Node> nodes) {
    long ours = nodes.stream().filter(node -> Labels.isManaged(node.labels())).count();
    return Finding.ok("nodes", nodes.size() + " Nodes, " + ours + " of them managed.");
  }

  private Finding pods(List<Pod> pods, List<Node> nodes) {
    boolean machines = nodes.stream().anyMatch(node -> Labels.isManaged(node.labels()));
    String seen = pods.size() + " pods match " + runnerPods + ".";
    return pods.isEmpty() && machines
        ? Finding.fails(
            "runner pods",
            seen + " There are machines all the same.",
            "Check RUNNER_NAMESPACE, RUNNER_POD_SELECTOR and the DaemonSet's nodeSelector.")
        : Finding.ok("runner pods", seen);
  }

  /** From here: a machine's own way may be another, which only a machine can tell. */
  private Finding controlPlane(List<Node> nodes) {
    List<String> addresses =
        joinUrl != null ? List.of(joinUrl.getAuthority()) : ControlPlane.addresses(nodes);
    if (addresses.isEmpty()) {
      return Finding.fails(
          "control plane", "No Node is a control plane's.", "Set K3S_URL to where machines join.");
    }
    String address = addresses.getFirst();
    URI target = URI.create("tcp://" + address);
    int port = target.getPort() < 0 ? API_PORT : target.getPort();
    String problem = reach.problem(target.getHost(), port);
    return problem == null
        ? Finding.ok("control plane", address + " accepts connections from here.")
        : Finding.warns(
            "control plane",
            address + " cannot be reached from here: " + problem,
            "Machines join there: check K3S_URL, the network and the firewall.");
  }

  private static String mend(Trouble trouble) {
    return switch (trouble) {
      case UNAUTHORIZED -> "The service account's token is not accepted: restart the pod.";
      case FORBIDDEN ->
          "Apply the ClusterRole of k8s/autoscaler: nodes list, patch, delete; pods list;"
              + " pods/eviction create.";
      case RATE_LIMITED, TIMED_OUT, UNREACHABLE, GARBLED, UNSUPPORTED ->
          "Check KUBECONFIG, or the pod's way to the API server.";
    };
  }
}
