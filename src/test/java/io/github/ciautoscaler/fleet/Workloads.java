package io.github.ciautoscaler.fleet;

import io.github.ciautoscaler.fleet.Constraints.Apart;
import io.github.ciautoscaler.fleet.Constraints.OfNode;
import io.github.ciautoscaler.fleet.Constraints.OfPods;
import io.github.ciautoscaler.fleet.Constraints.Spread;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Pods of a Deployment, put together in words. */
public record Workloads(
    String name,
    Instant created,
    Map<String, String> labels,
    long cpu,
    long memory,
    Constraints constraints,
    String owner,
    @Nullable String keeps,
    Pod.Kind kind) {

  public static final long GIB = 1L << 30;

  /** One that asks for 500m and 1 GiB, and may be moved. */
  public static Workloads pod(String name, Instant created) {
    return new Workloads(
        name,
        created,
        Map.of("app", "web"),
        500,
        GIB,
        Constraints.ANYWHERE,
        "ReplicaSet web",
        null,
        Pod.Kind.ORDINARY);
  }

  public Workloads asking(long milliCpu, long bytes) {
    return new Workloads(name, created, labels, milliCpu, bytes, constraints, owner, keeps, kind);
  }

  /** Which no other pod of its app may join on a host. */
  public Workloads apart() {
    return with(
        new OfPods(
            List.of(new Apart(List.of(Match.equal("app", "web")), Set.of("ci"))),
            List.of(),
            Set.of()));
  }

  public Workloads spread(int maxSkew) {
    List<Match> web = List.of(Match.equal("app", "web"));
    return with(new OfPods(List.of(), List.of(new Spread(maxSkew, web)), Set.of()));
  }

  public Workloads onHostPort(String port) {
    return with(new OfPods(List.of(), List.of(), Set.of(port)));
  }

  public Workloads onNodesWith(String key, String value) {
    return with(new OfNode(List.of(Match.equal(key, value)), List.of(), List.of()));
  }

  public Workloads tolerating(String key) {
    return with(new OfNode(List.of(), List.of(), List.of(new Toleration(key, true, "", ""))));
  }

  private Workloads with(OfPods ofPods) {
    return with(new Constraints(OfNode.ANY, ofPods, null));
  }

  private Workloads with(OfNode ofNode) {
    return with(new Constraints(ofNode, OfPods.ANY, null));
  }

  public Workloads keeping(String why) {
    return new Workloads(name, created, labels, cpu, memory, constraints, owner, why, kind);
  }

  public Workloads ofDaemonSet(String set) {
    return new Workloads(
        name,
        created,
        Map.of(),
        cpu,
        memory,
        constraints,
        "DaemonSet " + set,
        keeps,
        Pod.Kind.DAEMON_SET);
  }

  public Workloads with(Constraints others) {
    return new Workloads(name, created, labels, cpu, memory, others, owner, keeps, kind);
  }

  /** For which the scheduler found no Node. */
  public Workload waiting() {
    return workload(null, null, true);
  }

  public Workload on(String node) {
    return workload(node, null, false);
  }

  public Workload deletedOn(String node, Instant deletion) {
    return workload(node, deletion, false);
  }

  public Workload workload(
      @Nullable String node, @Nullable Instant deletion, boolean unschedulable) {
    Pod pod =
        new Pod(
            new Pod.Id("ci", name, "uid-" + name),
            node,
            false,
            deletion,
            new Pod.Origin(kind, owner, created, false, keeps));
    Resources asked =
        new Resources(Map.of(Resources.CPU, cpu, Resources.MEMORY, memory, Resources.PODS, 1L));
    return new Workload(pod, labels, asked, constraints, unschedulable);
  }
}
