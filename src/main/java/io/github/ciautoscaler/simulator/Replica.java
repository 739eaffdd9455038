package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.plan.Action;
import io.github.ciautoscaler.plan.Effect;
import io.github.ciautoscaler.reconcile.EffectChain;
import io.github.ciautoscaler.reconcile.HookNotice;
import io.github.ciautoscaler.reconcile.Operator;
import io.github.ciautoscaler.reconcile.Outcome;
import io.github.ciautoscaler.reconcile.PassReport;
import io.github.ciautoscaler.reconcile.Ports;
import io.github.ciautoscaler.reconcile.SharedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One place where a process of the autoscaler runs, dies and is started again. */
final class Replica implements SimBackground.Watch {

  static final String INSTALLATION = "c0ffee12";

  /** How often production looks whether something is due between passes. */
  private static final Duration BEAT = Duration.ofSeconds(1);

  private final World world;
  private final Scenario scenario;
  private final Faults faults;
  private final Invariants invariants;
  private final Autoscaler.Starter starter;
  private final CrashPoints crashPoints;
  private final String identity;
  private final MachineClock clock;
  private final ReplicaSettings settings;
  private @Nullable Autoscaler process;
  private @Nullable SimBackground background;
  private Answers answers;
  private Instant nextPass;
  private @Nullable Predicate<Operator> waitsForPass;
  private boolean inPass;
  private Duration interval = Duration.ZERO;
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
    this.settings = new ReplicaSettings(world, scenario, identity);
    this.clock = new MachineClock(world, identity);
    this.answers = new Answers(world);
    if (faults.rate(Fault.MACHINE_CLOCK_WRONG) > 0 && world.dice().chance(0.3)) {
      clock.set();
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

  /** What it is told to do, and how many machines it may have. */
  ReplicaSettings settings() {
    return settings;
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
  public void touchedState() {
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
      inPass = true;
      passBegan = world.now();
      PassReport report = running.pass();
      inPass = false;
      passes++;
      interval = running.interval();
      invariants.afterPass(this, report);
      if (!report.started().isEmpty()) {
        mayDie();
      }
      Instant due = passBegan.plus(interval);
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
      settings.changeMaximum();
      process.follow(settings.read());
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

  private Autoscaler start() {
    starts++;
    if (starts > 1 && faults.strikes(Fault.CONFIG_CHANGE)) {
      settings.changeMaximum();
    }
    answers = new Answers(world);
    SimBackground own = new SimBackground(world, faults, this, answers);
    background = own;
    Witness witness = invariants.witness(this);
    SharedClock shared = clock.start();
    Ports ports =
        new Ports(
            new Ports.Outside(
                new SimForge(calls(Faults.Part.FORGE, own, shared), witness, answers),
                new SimCloud(calls(Faults.Part.CLOUD, own, shared), witness, answers),
                new SimCluster(calls(Faults.Part.CLUSTER, own, shared), witness, answers)),
            new Ports.Shared(
                new SimStateStore(calls(Faults.Part.CLUSTER, own, shared), answers),
                new SimLeases(calls(Faults.Part.CLUSTER, own, shared), this::isAtLoss)),
            new Ports.Process(own, new SimRandomness(world.dice()), shared));
    Autoscaler started = starter.start(ports, settings.read());
    process = started;
    world.after(BEAT, () -> beat(started));
    return started;
  }

  /**
   * A delivery of the webhook comes.
   *
   * @return false: nobody answered it
   */
  boolean hear(HookNotice notice) {
    Autoscaler running = process;
    if (running == null || standsStill()) {
      return false;
    }
    running.hear(notice);
    return true;
  }

  /** How long after its latest pass began the next one is to follow. */
  Duration interval() {
    return interval;
  }

  /** Which of its processes runs, or ran last. */
  long starts() {
    return starts;
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

  /** The clock of the machine on which it runs. */
  MachineClock clock() {
    return clock;
  }

  private Calls calls(Faults.Part part, SimBackground own, SharedClock shared) {
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
    return new Calls(world, faults, part, lifeline, shared);
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
