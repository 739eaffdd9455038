package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.plan.Action;
import java.time.Duration;
import java.util.List;

/** What people and providers do to the world, at moments of the dice's choosing. */
final class Accidents {

  private final World world;
  private final Faults faults;
  private final Mends mends;
  private final ForgeAccidents forge;
  private final CloudAccidents cloud;
  private final ClusterAccidents cluster;
  private final Neighbours neighbours;
  private final Handiwork handiwork;
  private final Requests requests;
  private final List<Replica> replicas;

  Accidents(
      World world,
      Scenario scenario,
      Faults faults,
      Invariants invariants,
      List<Replica> replicas) {
    this.world = world;
    this.faults = faults;
    this.replicas = replicas;
    this.mends = new Mends(world);
    this.forge = new ForgeAccidents(world, mends);
    this.cloud = new CloudAccidents(world, scenario, mends);
    this.cluster = new ClusterAccidents(world, mends);
    this.neighbours = new Neighbours(world, mends);
    this.handiwork = new Handiwork(world, mends, invariants);
    this.requests = new Requests(world, faults, invariants, replicas);
  }

  void begin() {
    for (Fault fault : Fault.values()) {
      if (fault.isAccident() && faults.rate(fault) > 0) {
        next(fault, faults.rate(fault));
        if (fault.isSomebodyElse()) {
          world.afterSeconds(60, 7_200, () -> happensNow(fault));
        }
      }
    }
  }

  private void happensNow(Fault fault) {
    if (faults.rate(fault) > 0 && happens(fault)) {
      faults.count(fault);
    }
  }

  private void next(Fault fault, double rate) {
    world.after(
        world.dice().waitFor(rate),
        () -> {
          if (faults.rate(fault) > 0) {
            happensNow(fault);
            next(fault, rate);
          }
        });
  }

  /** Everything is put right again, as far as people would. */
  void mendAll() {
    mends.all();
  }

  /** A process is about to do these. */
  void meet(List<Action> actions) {
    for (Action action : actions) {
      if (action.kind() != Action.Kind.CANCEL && faults.strikes(Fault.HANDS_MEET)) {
        handiwork.meets(action.machine());
      }
    }
  }

  /** False: there was nothing to which it could happen. */
  private boolean happens(Fault fault) {
    return switch (fault) {
      case OUTAGE -> outage();
      case STOCK_OUT -> cloud.stockOut();
      case TYPE_REFUSED -> cloud.typeRefused();
      case BOOT_SLOW -> cloud.bootSlow();
      case BOOT_RESTARTS -> cloud.bootRestarts();
      case DELETE_FAILS -> cloud.deleteFails();
      case NODE_NAMED_OTHERWISE -> cloud.nodeNamedOtherwise();
      case ORIGINAL_SERVER -> neighbours.originalServer();
      case NEIGHBOUR_MACHINE -> neighbours.neighbourMachine();
      case STRANGE_RUNNER -> neighbours.strangeRunner();
      case SERVER_RENAMED_BY_HAND -> handiwork.serverRenamed();
      case SERVER_POWERED_OFF_BY_HAND -> handiwork.serverPoweredOff();
      case RUNNER_DISABLED_BY_HAND -> handiwork.runnerDisabled();
      case RUNNER_SILENT -> forge.runnerSilent();
      case ROW_DOUBLED -> forge.rowDoubled();
      case POD_HANGS -> cluster.podHangs();
      case POD_CLINGS -> cluster.podClings();
      case POD_ENDS -> cluster.podEnds();
      case LEASE_UNREACHABLE -> requests.leaseUnreachable();
      case POD_MOVES -> cluster.podMoves();
      case POD_CRASHES -> cluster.podCrashes();
      case NODE_BLINKS -> cluster.nodeBlinks();
      case NODE_LOST -> cluster.nodeLost();
      case ACCOUNT_LIMIT -> cloud.accountLimit();
      case SERVER_LOCKED -> cloud.serverLocked();
      case SERVER_MIGRATED -> cloud.serverMigrated();
      case LOST_AFTER_CREATE -> cloud.lostAfterCreate();
      case BOOT_FAILS -> cloud.bootFails();
      case DELETE_LINGERS -> cloud.deleteLingers();
      case BUDGET_BLOCKS -> cluster.budgetBlocks();
      case NODE_SILENT -> cluster.nodeSilent();
      case SERVER_DELETED_BY_HAND -> handiwork.serverDeleted();
      case NODE_CORDONED_BY_HAND -> handiwork.nodeCordoned();
      case NODE_DELETED_BY_HAND -> handiwork.nodeDeleted();
      case RUNNER_DELETED_BY_HAND -> handiwork.runnerDeleted();
      case RUNNER_ENABLED_BY_HAND -> handiwork.runnerEnabled();
      case NOTES_DELETED_BY_HAND -> handiwork.stateDeleted();
      case JOB_HELD_BACK -> forge.jobHeldBack();
      case FOREIGN_SERVER -> neighbours.foreignServer();
      case CLOCK_SKEW -> clockSkew();
      case MACHINE_CLOCK_WRONG -> machineClockWrong();
      case REQUESTS_SPENT_BY_OTHERS -> cloud.requestsSpent();
      case OPERATOR_PAUSE -> requests.operatorPauses();
      case OPERATOR_SCALE -> requests.operatorScales();
      case OPERATOR_DRAIN -> requests.operatorDrains();
      case READ_ERROR,
          READ_TIMEOUT,
          READ_SLOW,
          READ_PARTIAL,
          READ_STALE,
          WRITE_REFUSED,
          TIMEOUT_BEFORE_EFFECT,
          TIMEOUT_AFTER_EFFECT,
          WRITE_SLOW,
          CALL_TAKES_TIME,
          CONFLICT,
          RATE_LIMITED,
          UNAUTHORIZED,
          ORDER_DELIVERED_TWICE,
          HANDS_MEET,
          CRASH_BETWEEN_EFFECTS,
          CRASH_BETWEEN_PASSES,
          PROCESS_PAUSE,
          RENEWAL_PAUSE,
          CONFIG_CHANGE,
          SETTINGS_FILE_CHANGE,
          HOOK_LOST,
          HOOK_DOUBLED,
          HOOK_LATE,
          HOOK_FORGED ->
          false;
    };
  }

  private boolean outage() {
    Faults.Part part = world.dice().oneOf(List.of(Faults.Part.values()));
    world.log("", part + " is down");
    faults.setDown(part, true);
    mends.within(20, 900, () -> faults.setDown(part, false));
    return true;
  }

  private boolean machineClockWrong() {
    Replica replica = world.dice().oneOf(replicas);
    replica.clock().set();
    mends.within(3_600, 43_200, () -> replica.clock().set(Duration.ZERO));
    return true;
  }

  private boolean clockSkew() {
    Duration skew = Duration.ofSeconds(world.dice().between(-20, 20));
    switch ((int) world.dice().between(0, 2)) {
      case 0 -> {
        world.forge().setSkew(skew);
        mends.within(600, 7_200, () -> world.forge().setSkew(Duration.ZERO));
      }
      case 1 -> {
        world.cloud().setSkew(skew);
        mends.within(600, 7_200, () -> world.cloud().setSkew(Duration.ZERO));
      }
      default -> {
        world.cluster().setSkew(skew);
        mends.within(600, 7_200, () -> world.cluster().setSkew(Duration.ZERO));
      }
    }
    return true;
  }
}
