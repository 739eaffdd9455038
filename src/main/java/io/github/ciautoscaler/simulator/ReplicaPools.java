package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.bootstrap.K3sBootstrap;
import io.github.ciautoscaler.bootstrap.Setup;
import io.github.ciautoscaler.fleet.MachineTemplate;
import io.github.ciautoscaler.fleet.Node.Taint;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.PodDemand;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Repositories;
import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.fleet.ServerAccess;
import io.github.ciautoscaler.fleet.WarmCapacity;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The pools of a scenario: one for jobs, or two; where pods ask too, it serves both, beside one of
 * pods.
 */
final class ReplicaPools {

  /** The pool whose machines are there for pods alone, and how many it may have. */
  static final String PODS = "work";

  static final int PODS_MOST = 3;

  /** A label that its Nodes have, and no other. */
  static final Map<String, String> PODS_LABEL = Map.of("disk", "fast");

  /** The pool whose runners offer one label more, and how many machines it may have. */
  static final String BIG = "big";

  static final int BIG_MOST = 3;

  static final Set<String> BIG_LABELS = Set.of("linux", "big");

  private static final List<Offering> BIG_OFFERINGS =
      List.of(new Offering("cpx32", "nbg1"), new Offering("cpx32", "fsn1"));

  private static final String MANAGED = "--node-label=managed-by=gitea-ci-autoscaler";
  private static final String RUNNER_ARGS = MANAGED + " --node-label=node-role=ci-runner";

  private static final WarmCapacity WARM =
      new WarmCapacity(
          List.of(
              new WarmCapacity.Entry(
                  List.of(HeldReady::isHour),
                  HeldReady.IDLE,
                  new WarmCapacity.Scaling(HeldReady.FACTOR, HeldReady.LIMIT),
                  null)));

  private final World world;
  private final Scenario scenario;

  ReplicaPools(World world, Scenario scenario) {
    this.world = world;
    this.scenario = scenario;
  }

  /**
   * @param most how many machines all may have
   */
  List<Pool> of(int most) {
    Set<Surrounding> around = scenario.surroundings();
    int spare = around.contains(Surrounding.ROOMY_POOL) ? 2 : 0;
    Pool.Offer offer =
        new Pool.Offer(
            around.contains(Surrounding.TWO_RUNNERS) ? 2 : 1,
            labels(),
            Surrounding.maxUses(around));
    WarmCapacity warm = around.contains(Surrounding.WARM_POOL) ? WARM : WarmCapacity.NONE;
    Pool.Size size = new Pool.Size(Pool.Limits.atMost(most + spare), warm);
    if (around.contains(Surrounding.TWO_POOLS)) {
      return List.of(
          pool(Pool.DEFAULT, RUNNER_ARGS, offer, PodDemand.JOBS, size),
          pool(
              BIG,
              RUNNER_ARGS,
              Pool.Offer.ofOne(BIG_LABELS),
              PodDemand.JOBS,
              Pool.Size.within(Pool.Limits.atMost(BIG_MOST))));
    }
    if (!around.contains(Surrounding.PODS)) {
      return List.of(pool(Pool.DEFAULT, RUNNER_ARGS, offer, PodDemand.JOBS, size));
    }
    return List.of(
        pool(Pool.DEFAULT, RUNNER_ARGS, offer, asking(true, Map.of(), List.of()), size),
        pool(
            PODS,
            MANAGED + " --node-label=disk=fast --node-taint=dedicated=pods:NoSchedule",
            Pool.Offer.ofOne(Set.of("pods-alone")),
            asking(false, PODS_LABEL, List.of(PodKind.DEDICATED)),
            Pool.Size.within(Pool.Limits.atMost(PODS_MOST))));
  }

  /** What a pool's machines may be, the first first. */
  static List<Offering> offerings(Scenario scenario, String pool) {
    return pool.equals(BIG) ? BIG_OFFERINGS : scenario.offerings();
  }

  /** How many machines a pool may have, where that is less than all may be. */
  static int most(String pool) {
    return switch (pool) {
      case PODS -> PODS_MOST;
      case BIG -> BIG_MOST;
      default -> Integer.MAX_VALUE;
    };
  }

  /** The pools of a world that are there for jobs. */
  static List<String> forJobs(World world) {
    return world.settings().has(Surrounding.TWO_POOLS)
        ? List.of(Pool.DEFAULT, BIG)
        : List.of(Pool.DEFAULT);
  }

  /** Where runners are not listed, the owner says what they offer. */
  private @Nullable Set<String> labels() {
    return world.forge().dialect().listsRunners() ? null : world.settings().runnerLabels();
  }

  private static PodDemand asking(boolean jobs, Map<String, String> labels, List<Taint> taints) {
    return new PodDemand(jobs, new PodDemand.Pods(Set.of(), labels, taints));
  }

  private Pool pool(
      String name, String agentArgs, Pool.Offer offer, PodDemand demand, Pool.Size size) {
    Secret secret = new Secret(world.settings().clusterSecret());
    MachineTemplate template =
        new MachineTemplate(
            offerings(scenario, name),
            "ubuntu-24.04",
            ServerAccess.PUBLIC,
            Map.of(),
            new K3sBootstrap(secret, null, agentArgs, Setup.PLAIN));
    Pool.Choice choice =
        demand.hasPods() ? new Pool.Choice(0, Repositories.ALL, demand) : Pool.Choice.ANY;
    return new Pool(name, template, new Pool.Service(offer, choice), size, null);
  }
}
