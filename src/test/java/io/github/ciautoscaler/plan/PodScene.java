package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.MachineSize;
import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.fleet.Observation;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.PodDemand;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Pools;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Repositories;
import io.github.ciautoscaler.fleet.Resources;
import io.github.ciautoscaler.fleet.Tracked;
import io.github.ciautoscaler.fleet.Workload;
import io.github.ciautoscaler.fleet.Workloads;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A scene with a pool {@code work} whose machines are there for pods. */
final class PodScene {

  static final PodDemand FOR_PODS =
      new PodDemand(false, new PodDemand.Pods(Set.of(), Map.of(), List.of()));

  static final Resources ALLOCATABLE =
      new Resources(
          Map.of(Resources.CPU, 2000L, Resources.MEMORY, 4 * Workloads.GIB, Resources.PODS, 110L));

  private PodScene() {}

  /** With so many machines at most, each of 2 cores and 4 GB. */
  static Scene of(int max, Workload... pods) {
    return new Scene()
        .with(Scene.settings(max, pool(FOR_PODS, max)))
        .seenAs(seen -> sized(read(seen, List.of(pods))));
  }

  static Pool pool(PodDemand demand, int max) {
    return pool(demand, Pool.Limits.atMost(max));
  }

  static Pool pool(PodDemand demand, Pool.Limits limits) {
    return pool(demand, limits, new Offering("cpx22", "fsn1"));
  }

  static Pool pool(PodDemand demand, Pool.Limits limits, Offering... offerings) {
    Pool pool = Pools.of("work", limits.max(), Set.of("linux"), offerings);
    return new Pool(
        pool.name(),
        pool.template(),
        new Pool.Service(
            Pool.Offer.ofOne(Set.of("linux")), new Pool.Choice(0, Repositories.ALL, demand)),
        Pool.Size.within(limits),
        null);
  }

  static Observation read(Observation seen, List<Workload> pods) {
    Tracked<List<Workload>> list = Tracked.complete(pods, seen.now());
    return Seen.<List<Workload>>changed(seen, "ofCluster.workloads", none -> list);
  }

  static Observation sized(Observation seen) {
    Map<String, String> places = Map.of("1", "fsn1", "2", "nbg1");
    List<MachineSize> sizes =
        List.of(
            new MachineSize(new MachineSize.Type("109", "cpx22", "x86", places), 2, 4, 80),
            new MachineSize(new MachineSize.Type("112", "cpx42", "x86", places), 8, 16, 320),
            new MachineSize(new MachineSize.Type("45", "cax11", "arm", places), 2, 4, 40));
    Tracked<List<MachineSize>> list = Tracked.complete(sizes, seen.now());
    return Seen.<List<MachineSize>>changed(seen, "ofCloud.sizes", none -> list);
  }

  /** The pods were read once, and not this time. */
  static Observation unread(Observation seen, List<Workload> pods) {
    Tracked<List<Workload>> list =
        Tracked.complete(pods, seen.now())
            .then(new Reading.Failed<>(Reading.Trouble.FORBIDDEN, "403", seen.now()));
    return Seen.<List<Workload>>changed(seen, "ofCluster.workloads", none -> list);
  }

  /** A machine of the pool, so old, whose Node has joined and is Ready for a minute. */
  static Scene machine(Scene scene, String name, Duration age) {
    return machine(scene, name, age, Map.of());
  }

  static Scene machine(Scene scene, String name, Duration age, Map<String, String> more) {
    Map<String, String> notes = new HashMap<>(more);
    notes.put("ci-autoscaler.io/ready-at", Scene.NOON.minus(age).toString());
    notes.put("ci-autoscaler.io/server-id", "" + SceneFaces.serverId(name));
    Node node = SceneFaces.node(name, Scene.NOON, true, notes);
    Map<String, String> labels = new HashMap<>(node.labels());
    labels.put(Labels.POOL, "work");
    return server(scene, name, age)
        .node(
            new Node(
                new Node.Meta(name, node.uid(), node.created(), labels, node.meta().annotations()),
                node.readiness(),
                new Node.Scheduling(node.scheduling().unschedulable(), List.of(), ALLOCATABLE),
                node.addresses()));
  }

  static Scene server(Scene scene, String name, Duration age) {
    return scene.server(
        name,
        age,
        Map.of(
            Labels.MANAGED_BY,
            Labels.MANAGED_BY_US,
            Labels.INSTALLATION,
            Scene.OURS,
            Labels.POOL,
            "work",
            Labels.DEMAND,
            "pods"));
  }
}
