package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.plan.Action;
import io.github.ciautoscaler.plan.Effect;
import io.github.ciautoscaler.reconcile.EffectChain;
import io.github.ciautoscaler.reconcile.Operator;
import io.github.ciautoscaler.reconcile.Outcome;
import io.github.ciautoscaler.reconcile.PassReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The watch: shows each invariant what happens, at the moment in which each effect takes place,
 * after each pass, and after each turn. All of them judge by the world's truth.
 */
final class Invariants {

  static final Duration PROVISIONING_TIMEOUT = Duration.ofSeconds(600);

  /** An effect that is under way for longer is held up. */
  private static final Duration QUICK = Duration.ofMillis(500);

  private final World world;
  private final WatchRecord watch;
  private final Hindrances hindrances;
  private final People people;
  private final QueueHistory queue;
  private final Lives lives;
  private final PodQueue pods;
  private final PodsKept podsKept;
  private final Leading leading;
  private final Ownership ownership;
  private final RunningJobs runningJobs;
  private final Limits limits;
  private final HeldReady heldReady;
  private final UseCounts useCounts;
  private final Somewhere somewhere;
  private final LaunchBound launches;
  private final Knowledge knowledge;
  private final Standstill standstill;
  private final Accounted accounted;
  private final PaidHours paidHours;
  private final Refusals refusals;
  private final WaitingJobs waitingJobs;
  private final WaitingPods waitingPods;
  private final Rows rows;
  private final HandsOff handsOff;
  private final SafeSteps safeSteps;
  private final Shown shown;
  private final Steps steps;
  private final Claims claims;
  private final Continuity continuity;
  private final AnnotationChecks annotationChecks;
  private final StateChecks stateChecks;
  private final Promises promises;
  private final Graces graces;
  private final Thrift thrift;
  private final OperatorAnswers operatorAnswers;
  private final Paces paces;
  private @Nullable Instant aboveMaximum;

  Invariants(World world, Scenario scenario) {
    this.world = world;
    this.watch = new WatchRecord(world);
    this.hindrances = new Hindrances(world, scenario.poll().multipliedBy(2));
    this.people = new People(world, scenario, hindrances);
    world.cluster().watchController(people::deletedNode);
    this.queue = new QueueHistory(world);
    this.lives = new Lives(world, hindrances);
    this.pods = new PodQueue(world);
    this.podsKept = new PodsKept(world, people, watch);
    this.leading = new Leading(world, people, hindrances);
    this.ownership = new Ownership(world, people, lives, watch);
    this.runningJobs = new RunningJobs(world, scenario, people, watch);
    this.limits = new Limits(world, watch);
    this.heldReady = new HeldReady(world, scenario, lives, queue, watch);
    this.useCounts = new UseCounts(world, scenario, hindrances, watch);
    this.somewhere = new Somewhere(world, hindrances, leading);
    this.launches =
        new LaunchBound(world, people, lives, queue, pods, heldReady, useCounts, somewhere, watch);
    this.knowledge = new Knowledge(world, scenario, watch);
    this.standstill = new Standstill(world, scenario, people, watch);
    this.accounted = new Accounted(world, hindrances, watch);
    this.paidHours =
        new PaidHours(world, scenario, lives, hindrances, queue, pods, heldReady, useCounts, watch);
    this.refusals = new Refusals(world, watch);
    this.waitingJobs = new WaitingJobs(world, scenario, lives, hindrances, leading, watch);
    this.rows = new Rows(world, people, hindrances, leading, watch);
    this.waitingPods = new WaitingPods(world, waitingJobs, pods, hindrances, watch);
    this.handsOff = new HandsOff(world, people, watch);
    this.safeSteps = new SafeSteps(world, scenario, people, watch);
    this.shown = new Shown(world, hindrances, watch);
    this.claims = new Claims(world, people, watch);
    this.continuity = new Continuity(world, watch);
    this.steps = new Steps(world, scenario, people, watch);
    this.annotationChecks = new AnnotationChecks(world, watch);
    this.stateChecks = new StateChecks(world, lives, watch);
    this.promises = new Promises(world, people, lives, watch);
    this.graces = new Graces(world, watch);
    this.thrift = new Thrift(watch);
    this.operatorAnswers = new OperatorAnswers(world, people, watch);
    this.paces = new Paces(world, scenario, watch);
  }

  WatchRecord watch() {
    return watch;
  }

  /** How far apart passes are; must be told what became of deliveries. */
  Paces paces() {
    return paces;
  }

  Optional<Violation> violation() {
    return watch.violation();
  }

  void broken(String invariant, String machine, String words) {
    watch.broken(invariant, machine, words);
  }

  /** What people did and asked for; they must tell. */
  People people() {
    return people;
  }

  /** A person deleted the ConfigMap with our stored state. */
  void deletedState() {
    people.deletedState();
    refusals.forget();
    stateChecks.forget();
  }

  /** An operator took a drain back: the machine is idle anew from then on. */
  void tookDrainBack(String node, Operator.@Nullable Answer answer) {
    people.tookDrainBack(node, answer);
    Long server = world.origins().serverBehind(node);
    if (server != null) {
      lives.notIdleBefore(server);
    }
  }

  /** What operators were answered; they must tell. */
  OperatorAnswers operatorAnswers() {
    return operatorAnswers;
  }

  /** What people set by hand; they must tell. */
  HandsOff handsOff() {
    return handsOff;
  }

  Rows rows() {
    return rows;
  }

  void watch(Replica replica) {
    leading.add(replica);
  }

  /** Something changed for a process: takes down whether anybody leads now. */
  void look() {
    leading.look();
  }

  void beforeTurn() {
    queue.look();
    pods.look();
  }

  Witness witness(Replica replica) {
    return new Eyes(replica, replica.answers());
  }

  /** What one process does. */
  private final class Eyes implements Witness {
    private final Replica replica;
    private final Answers answers;

    Eyes(Replica replica, Answers answers) {
      this.replica = replica;
      this.answers = answers;
    }

    @Override
    public void reads() {
      queue.look();
    }

    @Override
    public void creates(CreateRequest request) {
      limits.creates(request, replica);
      refusals.creates(request);
    }

    @Override
    public void created(CloudServer server) {
      launches.created(server);
      stateChecks.created(server);
    }

    @Override
    public void deletes(CloudServer server) {
      ownership.deletes(server);
      podsKept.deletes(server);
      if (!server.isDeleting()) {
        runningJobs.deletes(server, answers);
        paidHours.deletes(server, people, aboveMaximum);
        steps.deletes(server, answers, lives);
      }
    }

    @Override
    public void relabels(CloudServer server) {
      claims.relabels(server);
      ownership.relabels(server);
    }

    @Override
    public void deletes(RunnerRow row) {
      ownership.mustBeOurs(row.machine(), "another's runner " + row.id() + " is deleted");
      runningJobs.deletes(row);
    }

    @Override
    public void disables(RunnerRow row) {
      ownership.mustBeOurs(row.machine(), "another's runner " + row.id() + " is disabled");
      handsOff.disables(row);
      safeSteps.disables(row);
    }

    @Override
    public void enables(RunnerRow row) {
      ownership.mustBeOurs(row.machine(), "another's runner " + row.id() + " is enabled");
      handsOff.enables(row);
    }

    @Override
    public void evicts(ClusterPod pod) {
      ownership.mustBeOurs(pod.node(), "pod " + pod.name() + " of another's node is evicted");
      steps.evicts(pod);
      podsKept.evicts(pod);
      if (!pod.isTerminating()) {
        runningJobs.evicts(pod, answers);
      }
    }

    @Override
    public void patches(ClusterNode node) {
      ownership.mustBeOurs(node.name(), "a node that is not ours is changed");
    }

    @Override
    public void deletes(ClusterNode node) {
      ownership.mustBeOurs(node.name(), "a node that is not ours is deleted");
      accounted.deletes(node);
      steps.deletes(node);
    }
  }

  /** An effect was sent and takes place after this time. */
  void sent(EffectChain chain, Duration onTheWay) {
    if (onTheWay.compareTo(QUICK) > 0) {
      Instant now = world.now();
      hold(chain, now, now.plus(onTheWay), Excuse.EFFECT_HUNG);
    }
  }

  /** An effect was performed, or refused. */
  void tookPlace(
      Replica replica, EffectChain chain, Effect effect, Outcome outcome, String leader) {
    world.log(
        chain.action().machine(),
        replica.identity() + " " + effect.getClass().getSimpleName() + ": " + words(outcome));
    standstill.tookPlace(replica, chain, effect, outcome, leader);
    steps.tookPlace(chain, effect, outcome, replica);
    if (outcome instanceof Outcome.Failure && !(outcome instanceof Outcome.Refused)) {
      Excuse why = outcome instanceof Outcome.Blocked ? Excuse.BUDGET_BLOCKED : Excuse.WRITE_FAILED;
      hold(chain, world.now(), world.now(), why);
    }
  }

  /** A process was told how an effect ended. */
  void answered(Replica replica, Effect effect, Outcome outcome) {
    if (effect instanceof Effect.CreateServer create) {
      refusals.answered(replica.answers(), create, outcome);
    } else if (effect instanceof Effect.VerifyServerGone(var id)
        && outcome instanceof Outcome.Gone) {
      claims.toldGone(replica.answers(), id);
    }
  }

  /** An operator was answered by this process; null: it died of the request. */
  void answered(Replica replica, Operator.@Nullable Answer answer) {
    standstill.answered(replica, answer);
  }

  private void hold(EffectChain chain, Instant from, Instant to, Excuse why) {
    Long behind = world.origins().serverOf(chain.action().machine());
    if (behind != null) {
      hindrances.of(behind, from, to, why);
    }
  }

  private static String words(Outcome outcome) {
    return outcome instanceof Outcome.Failure failure
        ? outcome.getClass().getSimpleName() + " " + failure.message()
        : outcome.getClass().getSimpleName();
  }

  void afterPass(Replica replica, PassReport report) {
    for (Action action : report.started()) {
      world.log(
          action.machine(),
          replica.identity() + " starts " + action.kind().word() + ", " + action.reason().code(),
          action.reason().message());
      if (action.effects().stream().anyMatch(effect -> effect instanceof Effect.DeleteServer)) {
        paidHours.startsRemoval(world.origins().serverOf(action.machine()));
      }
    }
    standstill.afterPass(replica, report);
    refusals.afterPass(replica, report);
    thrift.afterPass(replica, report);
    stateChecks.afterPass(replica.answers());
    knowledge.afterPass(replica, report);
    accounted.afterPass(replica, report);
    ownership.afterPass();
    handsOff.afterPass();
    safeSteps.afterPass(report);
    shown.afterPass(replica, report);
    claims.afterPass(replica, report);
    continuity.afterPass(replica, report);
    graces.afterPass(report);
    if (Limits.alive(world) > replica.settings().maxNodesSet()) {
      aboveMaximum = world.now();
    }
    promises.afterPass(report, aboveMaximum);
    paces.afterPass(replica);
  }

  /** After each turn of whichever replica. */
  void afterTurn() {
    queue.look();
    pods.look();
    leading.look();
    somewhere.afterTurn();
    lives.afterTurn();
    heldReady.afterTurn();
    useCounts.look();
    launches.afterTurn();
    paidHours.afterTurn();
    waitingJobs.afterTurn();
    waitingPods.afterTurn();
    runningJobs.afterTurn();
    rows.afterTurn();
    shown.afterTurn();
    annotationChecks.afterTurn();
    stateChecks.afterTurn();
  }
}
