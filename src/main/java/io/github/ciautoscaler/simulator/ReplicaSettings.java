package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.Patience;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.plan.PlanSettings;
import io.github.ciautoscaler.reconcile.ReconcileSettings;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a replica is told to do: the scenario's settings, of which the maximum changes by hand. */
final class ReplicaSettings {

  /** Machines that the money is enough for: three, and not four. */
  private static final BigDecimal ENOUGH = BigDecimal.valueOf(Surrounding.CAPPED_AT + 0.5);

  /** The longest that a create call that was decided may take until it takes place. */
  private static final Duration SETTLES_WITHIN = Duration.ofSeconds(60);

  /** Production's default. */
  private static final Duration POLL_WITH_HOOK = Duration.ofSeconds(30);

  private final World world;
  private final Scenario scenario;
  private final String identity;
  private final ReplicaPools pools;
  private int maxNodes;
  private int mostBefore;
  private Instant mostUntil = Instant.MIN;

  ReplicaSettings(World world, Scenario scenario, String identity) {
    this.world = world;
    this.scenario = scenario;
    this.identity = identity;
    this.pools = new ReplicaPools(world, scenario);
    this.maxNodes = scenario.maxNodes();
  }

  /** The maximum as it is set now. */
  int maxNodesSet() {
    return maxNodes;
  }

  /**
   * The fewest that a limit of the owner's leaves. What was launched under an earlier maximum may
   * still be on its way.
   */
  int maxNodes() {
    int most = world.now().isBefore(mostUntil) ? Math.max(maxNodes, mostBefore) : maxNodes;
    boolean isCapped = scenario.surroundings().contains(Surrounding.FEW_JOBS);
    return isCapped ? Math.min(most, Surrounding.CAPPED_AT) : most;
  }

  /** The same, and never more than the money is surely enough for. */
  int maxNodesPaidFor() {
    boolean isCapped = scenario.surroundings().contains(Surrounding.LITTLE_MONEY);
    return isCapped ? Math.min(maxNodes(), Surrounding.CAPPED_AT) : maxNodes();
  }

  /** What all machines together may cost an hour; null: anything. */
  @Nullable BigDecimal mostPerHour() {
    return scenario.surroundings().contains(Surrounding.LITTLE_MONEY)
        ? SimCloud.priceList(world.cloud().catalogue())
            .perHour(scenario.offerings().getFirst(), true)
            .map(ENOUGH::multiply)
            .orElseThrow()
        : null;
  }

  void changeMaximum() {
    mostUntil = world.now().plus(SETTLES_WITHIN);
    mostBefore = maxNodes;
    maxNodes =
        (int) world.dice().between(Math.max(1, scenario.maxNodes() - 2), scenario.maxNodes() + 2);
    world.log("", identity + " has a new maximum: " + maxNodes);
  }

  /** As a process reads them; each reading names the process anew. */
  ReconcileSettings read() {
    PlanSettings plan =
        new PlanSettings(
            pools.of(maxNodes),
            caps(),
            new Pool.Times(
                Duration.ofMinutes(5),
                Duration.ofMinutes(5),
                Invariants.PROVISIONING_TIMEOUT,
                Patience.BOOT),
            pace(),
            new PlanSettings.AsTheOriginal(false, false));
    return new ReconcileSettings(
        plan,
        plan.fleetSettings(),
        new ReconcileSettings.Identity(Replica.INSTALLATION, world.dice().hex(8), identity),
        false,
        Duration.ofSeconds(4));
  }

  private PlanSettings.Pace pace() {
    boolean isHooked = scenario.surroundings().contains(Surrounding.WEBHOOK);
    return new PlanSettings.Pace(
        scenario.poll(),
        Duration.ofSeconds(300),
        Duration.ofSeconds(10),
        isHooked ? POLL_WITH_HOOK : null);
  }

  private PlanSettings.Caps caps() {
    Set<Surrounding> around = scenario.surroundings();
    Integer jobs = around.contains(Surrounding.FEW_JOBS) ? Surrounding.CAPPED_AT : null;
    return new PlanSettings.Caps(maxNodes, jobs, new PlanSettings.Spend(mostPerHour(), null));
  }
}
