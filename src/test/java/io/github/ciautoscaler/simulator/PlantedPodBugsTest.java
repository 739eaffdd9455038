package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.Constraints;
import io.github.ciautoscaler.fleet.Pod;
import io.github.ciautoscaler.fleet.PodDemand;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Resources;
import io.github.ciautoscaler.fleet.Workload;
import io.github.ciautoscaler.plan.PlanSettings;
import io.github.ciautoscaler.reconcile.Ports;
import io.github.ciautoscaler.reconcile.ReconcileSettings;
import io.github.ciautoscaler.simulator.Planted.PlantedCluster;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bugs in what is done for pods: each is caught. */
class PlantedPodBugsTest {

  private static final Scenario DAY =
      Scenario.calm("planted").lasting(Duration.ofHours(10)).atMost(7).in(Surrounding.PODS);

  static Stream<PlantedBug> bugs() {
    return Stream.of(
        ofPods("takes pods that must not be moved for movable", "K1", PlantedPodBugsTest::movable),
        ofPods("sees no pods on machines", "K1", it -> it.node() == null ? it : null),
        ofPods("takes pods that have ended for work", "L2", PlantedPodBugsTest::unfinished),
        ofPods("launches for pods that only hold room", "P1", PlantedPodBugsTest::asking),
        ofPods("launches for pods that no template fits", "P1", PlantedPodBugsTest::undemanding),
        ofPods("launches a machine for each pod", "P1", PlantedPodBugsTest::large),
        ofPods("lets pods wait although there is room", "L1", PlantedPodBugsTest::content),
        ofPools("forgets the maximum of a pool", "S3", PlantedPodBugsTest::unlimited),
        ofPools("forgets the taints of a pool", "P1", PlantedPodBugsTest::untainted));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bugs")
  void is_caught(PlantedBug bug) {
    bug.mustBeCaught();
  }

  /** What a reader makes of a pod; null: it is not there. */
  private interface Change {
    @Nullable Workload of(Workload pod);
  }

  private static PlantedBug ofPods(String name, String invariant, Change change) {
    return new PlantedBug(
        name,
        invariant,
        5,
        DAY,
        (ports, settings) ->
            Autoscaler.production(Planted.with(ports, new ChangedPods(ports, change)), settings));
  }

  private static PlantedBug ofPools(String name, String invariant, UnaryOperator<Pool> change) {
    return new PlantedBug(
        name,
        invariant,
        5,
        DAY,
        (ports, settings) -> Autoscaler.production(ports, changed(settings, change)));
  }

  private static ReconcileSettings changed(ReconcileSettings settings, UnaryOperator<Pool> change) {
    PlanSettings plan = settings.plan();
    List<Pool> pools =
        plan.pools().stream()
            .map(pool -> pool.name().equals(ReplicaPools.PODS) ? change.apply(pool) : pool)
            .toList();
    return Planted.with(
        settings,
        new PlanSettings(pools, plan.maxNodes(), plan.times(), plan.pace(), plan.original()));
  }

  private static Workload with(Workload it, Pod pod) {
    return new Workload(pod, it.labels(), it.requests(), it.constraints(), it.unschedulable());
  }

  private static Workload movable(Workload it) {
    Pod pod = it.pod();
    Pod.Origin old = pod.origin();
    Pod.Origin origin =
        new Pod.Origin(old.kind(), old.owner(), old.created(), old.toleratesTermination(), null);
    return with(it, new Pod(pod.id(), pod.node(), pod.finished(), pod.deletion(), origin));
  }

  private static Workload unfinished(Workload it) {
    Pod pod = it.pod();
    return with(it, new Pod(pod.id(), pod.node(), false, pod.deletion(), pod.origin()));
  }

  private static Workload asking(Workload it) {
    boolean waits = it.node() == null;
    return new Workload(it.pod(), it.labels(), it.requests(), it.constraints(), waits);
  }

  private static Workload content(Workload it) {
    return new Workload(it.pod(), it.labels(), it.requests(), it.constraints(), false);
  }

  private static Workload undemanding(Workload it) {
    return new Workload(
        it.pod(), it.labels(), Resources.NONE, Constraints.ANYWHERE, it.unschedulable());
  }

  private static Workload large(Workload it) {
    Map<String, Long> most = new HashMap<>(Map.of(Resources.PODS, 1L));
    most.put(Resources.CPU, it.node() == null && it.unschedulable() ? 7_900L : 0L);
    return new Workload(
        it.pod(), it.labels(), new Resources(most), it.constraints(), it.unschedulable());
  }

  private static Pool unlimited(Pool pool) {
    Pool.Limits more = Pool.Limits.atMost(ReplicaPools.PODS_MOST + 3);
    return new Pool(
        pool.name(),
        pool.template(),
        pool.service(),
        new Pool.Size(more, pool.warm()),
        pool.times());
  }

  private static Pool untainted(Pool pool) {
    PodDemand.Pods none = new PodDemand.Pods(Set.of(), ReplicaPools.PODS_LABEL, List.of());
    Pool.Choice choice =
        new Pool.Choice(pool.priority() + 1, pool.repositories(), new PodDemand(false, none));
    return new Pool(
        pool.name(),
        pool.template(),
        new Pool.Service(pool.offer(), choice),
        pool.size(),
        pool.times());
  }

  private static final class ChangedPods extends PlantedCluster {
    private final Change change;

    ChangedPods(Ports ports, Change change) {
      super(ports);
      this.change = change;
    }

    @Override
    public Reading<List<Workload>> workloads() {
      return super.workloads() instanceof Reading.Complete<List<Workload>>(var all, var at)
          ? new Reading.Complete<>(changed(all), at)
          : super.workloads();
    }

    /** What is read of one machine alone is spoiled alike. */
    @Override
    public Reading<List<Pod>> podsOn(String node) {
      return super.podsOn(node) instanceof Reading.Complete<List<Pod>>(var all, var at)
          ? new Reading.Complete<>(
              changed(all.stream().map(ChangedPods::alone).toList()).stream()
                  .map(Workload::pod)
                  .toList(),
              at)
          : super.podsOn(node);
    }

    private static Workload alone(Pod pod) {
      return new Workload(pod, Map.of(), Resources.NONE, Constraints.ANYWHERE, false);
    }

    private List<Workload> changed(List<Workload> all) {
      return all.stream().map(change::of).filter(Objects::nonNull).toList();
    }
  }
}
