package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.bootstrap.K3sBootstrap;
import io.github.ciautoscaler.fleet.MachineTemplate;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.fleet.ServerAccess;
import io.github.ciautoscaler.plan.Action;
import io.github.ciautoscaler.plan.Effect;
import io.github.ciautoscaler.plan.PlanSettings;
import io.github.ciautoscaler.reconcile.EffectChain;
import io.github.ciautoscaler.reconcile.Operator;
import io.github.ciautoscaler.reconcile.Outcome;
import io.github.ciautoscaler.reconcile.PassReport;
import io.github.ciautoscaler.reconcile.Ports;
import io.github.ciautoscaler.reconcile.ReconcileSettings;
import io.github.ciautoscaler.reconcile.SharedClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One place where a process of the autoscaler runs, dies and is started again. */
final class Replica implements SimBackground.Watch {

  static final String INSTALLATION = "c0ffee12";
  private static final String AGENT_ARGS =
      "--node-label=managed-by=gitea-ci-autoscaler --node-label=node-role=ci-runner";

  /** The longest that a create call that was decided may take until it takes place. */
  private static final Duration SETTLES_WITHIN = Duration.ofSeconds(60);

  /** How often production looks whether something is due between passes. */
  private static final Duration BEAT = Duration.ofSeconds(1);

  private final World world;
  private final Scenario scenario;
  private final Faults faults;
  private final Invariants invariants;
  private final Autoscaler.Starter starter;
  private final CrashPoints crashPoints;
  private final String identity;
  private @Nullable Autoscaler process;
  private @Nullable SimBackground background;
  private Answers answers;
  private Instant nextPass;
  private @Nullable SharedClock shared;
  private Duration ahead = Duration.ZERO;
  private int maxNodes;
  private int mostBefore;
  private Instant mostUntil = Instant.MIN;
  private @Nullable Predicate<Operator> waitsForPass;
  private boolean inPass;
  private Instant leaseLostUntil = Instant.MIN;
  private Instant passBegan = Instant.MIN;
  private long starts;
  private long passes;

  Replica(
      World world,
      Scenario scenario,
      Faults faults,
      Invariants invariants,
      Autoscaler.Starter starter,
      CrashPoints crashPoints,
      String identity) {
    this.world = world;
    this.scenario = scenario;
    this.faults = faults;
    this.invariants = invariants;
    this.starter = starter;
    this.crashPoints = crashPoints;
    this.identity = identity;
    this.nextPass = world.now().plusMillis(world.dice().between(0, 5_000));
    this.maxNodes = scenario.maxNodes();
    this.answers = new Answers(world);
    if (faults.rate(Fault.MACHINE_CLOCK_WRONG) > 0 && world.dice().chance(0.3)) {
      setsClock();
    }
  }

  Instant nextPass() {
    return nextPass;
  }

  /** When its last pass began, by the world's clock. */
  Instant passBegan() {
    return passBegan;
  }

  String identity() {
    return identity;
  }

  /** The maximum as it is set now. */
  int maxNodesSet() {
    return maxNodes;
  }

  /** What was launched under an earlier maximum may still be on its way. */
  int maxNodes() {
    return world.now().isBefore(mostUntil) ? Math.max(maxNodes, mostBefore) : maxNodes;
  }

  /** What the world gave out to the process that runs, or ran last. */
  Answers answers() {
    return answers;
  }

  boolean isAlive() {
    return process != null;
  }

  boolean standsStill() {
    return background != null && background.standsStill();
  }

  /** Whether a read hangs. */
  boolean awaitsAnswer() {
    return background != null && background.awaitsAnswer();
  }

  long passes() {
    return passes;
  }

  @Nullable Operator operator() {
    boolean awake = background != null && !background.standsStill();
    return process == null || !awake ? null : process.operator();
  }

  /**
   * Somebody asks for this in the middle of a pass that has planned and not yet acted.
   *
   * @param request false: its moment has not come
   */
  void inNextPass(Predicate<Operator> request) {
    waitsForPass = request;
  }

  @Override
  public void touchedNotes() {
    Predicate<Operator> request = waitsForPass;
    Operator operator = operator();
    if (inPass && request != null && operator != null) {
      waitsForPass = null;
      if (!request.test(operator)) {
        waitsForPass = request;
      }
    }
  }

  /**
   * One pass; starts the process first where there is none.
   *
   * @return what it started
   */
  List<Action> turn() {
    try {
      SimBackground own = background;
      if (own != null && own.standsStill()) {
        nextPass = world.now().plus(scenario.poll());
        return List.of();
      }
      Autoscaler running = process == null ? start() : process;
      Instant due = world.now().plus(scenario.poll());
      inPass = true;
      passBegan = world.now();
      PassReport report = running.pass();
      inPass = false;
      passes++;
      invariants.afterPass(this, report);
      if (!report.started().isEmpty()) {
        mayDie();
      }
      nextPass = due.isAfter(world.now()) ? due : world.now();
      trouble();
      return report.started();
    } catch (ProcessDied died) {
      inPass = false;
      return List.of();
    }
  }

  private void trouble() {
    if (faults.strikes(Fault.CRASH_BETWEEN_PASSES)) {
      die();
    } else if (faults.strikes(Fault.PROCESS_PAUSE)) {
      standStill();
    } else if (faults.strikes(Fault.SETTINGS_FILE_CHANGE) && process != null) {
      changeMaximum();
      process.follow(settings());
    }
  }

  private Duration standStill() {
    Duration length = Duration.ofSeconds(world.dice().between(10, 180));
    if (background != null) {
      world.log("", identity + " stands still for " + length.toSeconds() + " s");
      background.standStillUntil(world.now().plus(length));
      invariants.look();
    }
    return length;
  }

  /** The watch goes on, as it would between the turns that nobody takes. */
  private void letTimePass(Duration length) {
    Instant until = world.now().plus(length);
    while (world.now().isBefore(until)) {
      Instant next = world.now().plus(scenario.poll());
      world.advanceTo(next.isBefore(until) ? next : until);
      invariants.afterTurn();
    }
  }

  /** Also inside an action. */
  @Override
  public void mayStandStill() {
    if (faults.strikes(Fault.PROCESS_PAUSE)) {
      standStill();
    }
  }

  /** Its Lease alone does not answer it. */
  void losesLeaseFor(Duration length) {
    world.log("", identity + " cannot reach its Lease for " + length.toSeconds() + " s");
    leaseLostUntil = world.now().plus(length);
  }

  boolean isAtLoss() {
    return world.now().isBefore(leaseLostUntil);
  }

  private void changeMaximum() {
    mostUntil = world.now().plus(SETTLES_WITHIN);
    mostBefore = maxNodes;
    maxNodes =
        (int) world.dice().between(Math.max(1, scenario.maxNodes() - 2), scenario.maxNodes() + 2);
    world.log("", identity + " has a new maximum: " + maxNodes);
  }

  private Autoscaler start() {
    starts++;
    if (starts > 1 && faults.strikes(Fault.CONFIG_CHANGE)) {
      changeMaximum();
    }
    answers = new Answers(world);
    SimBackground own = new SimBackground(world, faults, this, answers);
    background = own;
    Witness witness = invariants.witness(this);
    SharedClock clock = clock();
    shared = clock;
    Ports ports =
        new Ports(
            new SimForge(calls(Faults.Part.FORGE, own, clock), witness, answers),
            new SimCloud(calls(Faults.Part.CLOUD, own, clock), witness, answers),
            new SimCluster(calls(Faults.Part.CLUSTER, own, clock), witness, answers),
            new SimStateStore(calls(Faults.Part.CLUSTER, own, clock), answers),
            new SimLeases(calls(Faults.Part.CLUSTER, own, clock), this::isAtLoss),
            own,
            new SimRandomness(world.dice()),
            clock);
    Autoscaler started = starter.start(ports, settings());
    process = started;
    world.after(BEAT, () -> beat(started));
    return started;
  }

  /** Also while a pass waits, as in production. */
  private void beat(Autoscaler running) {
    if (process != running) {
      return;
    }
    try {
      boolean awake = background != null && !background.standsStill();
      if (awake && running.beat() && nextPass.isAfter(world.now())) {
        nextPass = world.now();
      }
      world.after(BEAT, () -> beat(running));
    } catch (ProcessDied died) {
      return;
    }
  }

  /** Of this process: what its machine believes at the start, carried on by what never jumps. */
  private SharedClock clock() {
    Duration atStart = ahead;
    InstantSource steady = atStart.isZero() ? world : () -> world.now().plus(atStart);
    return SharedClock.of(() -> world.now().plus(ahead), steady);
  }

  /** By how many milliseconds the time that its process reckons with is ahead of the true one. */
  long clockAhead() {
    return shared == null ? 0 : shared.instant().toEpochMilli() - world.now().toEpochMilli();
  }

  /** Its machine's clock is set, right or wrong. */
  void setsClock() {
    Dice dice = world.dice();
    long most = dice.chance(0.15) ? 900 : 90;
    setsClock(dice.chance(0.4) ? Duration.ZERO : Duration.ofSeconds(dice.between(-most, most)));
  }

  void setsClock(Duration newAhead) {
    ahead = newAhead;
    world.log("", "the clock where " + identity + " runs is ahead by " + ahead.toSeconds() + " s");
  }

  private Calls calls(Faults.Part part, SimBackground own, SharedClock clock) {
    Calls.Lifeline lifeline =
        new Calls.Lifeline() {
          @Override
          public void mayDie() {
            Replica.this.mayDie();
          }

          @Override
          public void mayStandStill() {
            if (faults.strikes(Fault.RENEWAL_PAUSE)) {
              letTimePass(standStill());
              goesOn();
            }
          }

          @Override
          public void goesOn() {
            if (own.isDead()) {
              throw new ProcessDied();
            }
          }
        };
    return new Calls(world, faults, part, lifeline, clock);
  }

  private ReconcileSettings settings() {
    Secret secret = new Secret(world.settings().clusterSecret());
    MachineTemplate template =
        new MachineTemplate(
            scenario.offerings(),
            "ubuntu-24.04",
            ServerAccess.PUBLIC,
            Map.of(),
            new K3sBootstrap(secret, null, AGENT_ARGS, true));
    Set<Surrounding> around = scenario.surroundings();
    int spare = around.contains(Surrounding.ROOMY_POOL) ? 2 : 0;
    Pool.Limits limits = Pool.Limits.atMost(maxNodes + spare);
    Pool.Offer offer = new Pool.Offer(around.contains(Surrounding.TWO_RUNNERS) ? 2 : 1, null);
    Pool pool = new Pool(Pool.DEFAULT, template, offer, limits, null);
    PlanSettings plan =
        new PlanSettings(
            List.of(pool),
            maxNodes,
            scenario.poll(),
            Duration.ofMinutes(5),
            Duration.ofMinutes(5),
            Invariants.PROVISIONING_TIMEOUT,
            Duration.ofSeconds(300),
            Duration.ofSeconds(10),
            false,
            false);
    return new ReconcileSettings(
        plan,
        plan.fleetSettings(),
        INSTALLATION,
        world.dice().hex(8),
        identity,
        false,
        Duration.ofSeconds(4));
  }

  private void mayDie() {
    if (diesHere()) {
      throw new ProcessDied();
    }
  }

  @Override
  public boolean diesHere() {
    boolean dies = crashPoints.reached() || faults.strikes(Fault.CRASH_BETWEEN_EFFECTS);
    if (dies) {
      die();
    }
    return dies;
  }

  private void die() {
    crashPoints.crashed();
    world.log("", identity + " died");
    if (background != null) {
      background.die();
    }
    background = null;
    process = null;
    invariants.look();
    nextPass = world.now().plusSeconds(world.dice().between(1, 40));
  }

  @Override
  public void sent(EffectChain chain, Effect effect, Duration onTheWay) {
    invariants.sent(chain, onTheWay);
  }

  @Override
  public void tookPlace(EffectChain chain, Effect effect, Outcome outcome, String leader) {
    invariants.tookPlace(this, chain, effect, outcome, leader);
  }

  @Override
  public void answered(EffectChain chain, Effect effect, Outcome outcome) {
    invariants.answered(this, effect, outcome);
  }
}
