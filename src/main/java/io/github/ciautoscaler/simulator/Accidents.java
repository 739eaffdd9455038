package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.Placement;
import io.github.ciautoscaler.reconcile.Operator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What people and providers do to the world, at moments of the dice's choosing. */
final class Accidents {

  private final World world;
  private final Scenario scenario;
  private final Faults faults;
  private final Invariants invariants;
  private final List<Replica> replicas;
  private final List<Runnable> mends = new ArrayList<>();
  private long numbers;

  Accidents(
      World world,
      Scenario scenario,
      Faults faults,
      Invariants invariants,
      List<Replica> replicas) {
    this.world = world;
    this.scenario = scenario;
    this.faults = faults;
    this.invariants = invariants;
    this.replicas = replicas;
  }

  void begin() {
    for (Fault fault : Fault.values()) {
      if (fault.isAccident() && faults.rate(fault) > 0) {
        next(fault, faults.rate(fault));
      }
    }
  }

  private void next(Fault fault, double rate) {
    world.after(
        world.dice().waitFor(rate),
        () -> {
          if (faults.rate(fault) > 0) {
            if (happensToSomebody(fault)) {
              faults.count(fault);
            }
            next(fault, rate);
          }
        });
  }

  /** Everything is put right again, as far as people would. */
  void mendAll() {
    List.copyOf(mends).forEach(Runnable::run);
    mends.clear();
  }

  /** Puts it right after a while, or when all is put right. */
  private void mendWithin(long least, long most, Runnable mend) {
    boolean[] done = {false};
    Runnable once =
        () -> {
          if (!done[0]) {
            done[0] = true;
            mend.run();
          }
        };
    mends.add(once);
    world.afterSeconds(
        least,
        most,
        () -> {
          once.run();
          mends.remove(once);
        });
  }

  /** An operator's request may be what a process dies of. */
  private boolean happensToSomebody(Fault fault) {
    try {
      return happens(fault);
    } catch (ProcessDied died) {
      return true;
    }
  }

  /** False: there was nothing to which it could happen. */
  private boolean happens(Fault fault) {
    return switch (fault) {
      case OUTAGE -> outage();
      case STOCK_OUT -> stockOut();
      case ACCOUNT_LIMIT -> accountLimit();
      case SERVER_LOCKED -> serverLocked();
      case LOST_AFTER_CREATE -> lostAfterCreate();
      case BOOT_FAILS -> bootFails();
      case DELETE_LINGERS -> deleteLingers();
      case BUDGET_BLOCKS -> budgetBlocks();
      case NODE_SILENT -> nodeSilent();
      case SERVER_DELETED_BY_HAND -> serverDeleted();
      case NODE_CORDONED_BY_HAND -> nodeCordoned();
      case NODE_DELETED_BY_HAND -> nodeDeleted();
      case RUNNER_DELETED_BY_HAND -> runnerDeleted();
      case RUNNER_ENABLED_BY_HAND -> runnerEnabled();
      case NOTES_DELETED_BY_HAND -> notesDeleted();
      case JOB_HELD_BACK -> jobHeldBack();
      case FOREIGN_SERVER -> foreignServer();
      case CLOCK_SKEW -> clockSkew();
      case REQUESTS_SPENT_BY_OTHERS -> requestsSpent();
      case OPERATOR_PAUSE -> operatorPauses();
      case OPERATOR_SCALE -> operatorScales();
      case OPERATOR_DRAIN -> operatorDrains();
      case READ_ERROR,
          READ_TIMEOUT,
          READ_SLOW,
          READ_PARTIAL,
          READ_STALE,
          WRITE_REFUSED,
          TIMEOUT_BEFORE_EFFECT,
          TIMEOUT_AFTER_EFFECT,
          WRITE_SLOW,
          CONFLICT,
          RATE_LIMITED,
          UNAUTHORIZED,
          CRASH_BETWEEN_EFFECTS,
          CRASH_BETWEEN_PASSES,
          PROCESS_PAUSE,
          CONFIG_CHANGE ->
          false;
    };
  }

  private boolean outage() {
    Faults.Part part = world.dice().oneOf(List.of(Faults.Part.values()));
    world.log("", part + " is down");
    faults.setDown(part, true);
    mendWithin(20, 900, () -> faults.setDown(part, false));
    return true;
  }

  private boolean stockOut() {
    Placement placement = world.dice().oneOf(scenario.placements());
    Stock stock = world.cloud().stock();
    stock.setSoldOut(placement.serverType(), placement.location(), true);
    mendWithin(
        120, 2_400, () -> stock.setSoldOut(placement.serverType(), placement.location(), false));
    return true;
  }

  private boolean accountLimit() {
    world.cloud().setServerLimit(world.cloud().servers().size());
    mendWithin(120, 1_200, () -> world.cloud().setServerLimit(world.settings().serverLimit()));
    return true;
  }

  private @Nullable CloudServer someServer() {
    List<CloudServer> ours =
        world.cloud().servers().stream()
            .filter(server -> world.origins().isOurs(server) && !server.isDeleting())
            .toList();
    return ours.isEmpty() ? null : world.dice().oneOf(ours);
  }

  private @Nullable ClusterNode someNode() {
    List<ClusterNode> managed =
        world.cluster().nodes().stream()
            .filter(node -> Labels.isManaged(node.spec().labels()))
            .toList();
    return managed.isEmpty() ? null : world.dice().oneOf(managed);
  }

  private boolean serverLocked() {
    CloudServer server = someServer();
    if (server == null) {
      return false;
    }
    world.cloud().lock(server, Duration.ofSeconds(world.dice().between(10, 180)));
    return true;
  }

  private boolean lostAfterCreate() {
    world.cloud().setLostAfterCreate(0.5);
    mendWithin(600, 1_800, () -> world.cloud().setLostAfterCreate(0));
    return true;
  }

  private boolean bootFails() {
    world.machines().setFailedBoots(0.5);
    mendWithin(600, 1_800, () -> world.machines().setFailedBoots(0));
    return true;
  }

  private boolean deleteLingers() {
    world.cloud().setMaxLinger(Duration.ofSeconds(60));
    mendWithin(600, 3_600, () -> world.cloud().setMaxLinger(Duration.ofSeconds(5)));
    return true;
  }

  private boolean budgetBlocks() {
    ClusterNode node = someNode();
    if (node == null || !node.isReady() || !node.spec().taints().isEmpty()) {
      return false;
    }
    String app = "cache-" + ++numbers;
    Map<String, String> labels = Map.of("app", app);
    world.cluster().addReplica(node.name(), "tools", app, labels, Duration.ofSeconds(20));
    Budgets budgets = world.cluster().budgets();
    boolean two = world.dice().chance(0.2);
    budgets.put(new Budgets.Budget("tools", app, labels, false));
    if (two) {
      budgets.put(new Budgets.Budget("tools", app + "-too", labels, false));
    }
    mendWithin(
        300,
        5_400,
        () -> {
          budgets.remove("tools", app + "-too");
          budgets.put(new Budgets.Budget("tools", app, labels, true));
        });
    return true;
  }

  private boolean nodeSilent() {
    ClusterNode node = someNode();
    if (node == null || !node.isReady()) {
      return false;
    }
    world.cluster().silence(node.name(), Duration.ofSeconds(world.dice().between(5, 900)));
    return true;
  }

  private boolean serverDeleted() {
    CloudServer server = someServer();
    if (server == null) {
      return false;
    }
    world.log(server.name(), "a person deletes the server");
    world.cloud().delete(server.id());
    return true;
  }

  private boolean nodeCordoned() {
    ClusterNode node = someNode();
    if (node == null || node.spec().unschedulable()) {
      return false;
    }
    String name = node.name();
    world.log(name, "a person cordons the node");
    world.cluster().replaceNode(name, node.spec().cordon(true), null);
    invariants.cordonedByHand(name, node.uid());
    mendWithin(
        300,
        5_400,
        () -> {
          invariants.uncordonedByHand(name);
          ClusterNode then = world.cluster().node(name).orElse(null);
          if (then != null
              && then.uid().equals(node.uid())
              && !then.spec()
                  .annotations()
                  .containsKey(io.github.ciautoscaler.fleet.NodeMarks.STAGE)) {
            world.log(name, "a person uncordons the node");
            world.cluster().replaceNode(name, then.spec().cordon(false), null);
          }
        });
    return true;
  }

  private boolean nodeDeleted() {
    ClusterNode node = someNode();
    if (node == null) {
      return false;
    }
    world.log(node.name(), "a person deletes the node");
    invariants.nodeDeletedByHand(node.name());
    world.cluster().deleteNode(node.name());
    return true;
  }

  private boolean runnerDeleted() {
    List<RunnerRow> rows = List.copyOf(world.forge().runners());
    if (rows.isEmpty()) {
      return false;
    }
    RunnerRow row = world.dice().oneOf(rows);
    world.log(row.machine(), "a person deletes runner " + row.id());
    world.forge().deleteRunner(row.id());
    return true;
  }

  private boolean runnerEnabled() {
    List<RunnerRow> disabled =
        world.forge().runners().stream().filter(RunnerRow::disabled).toList();
    if (disabled.isEmpty()) {
      return false;
    }
    RunnerRow row = world.dice().oneOf(disabled);
    world.log(row.machine(), "a person enables runner " + row.id());
    return world.forge().setDisabled(row.id(), false);
  }

  private boolean notesDeleted() {
    invariants.pausePromisedUntil(Instant.MIN);
    return SimNotes.deletedByHand(world);
  }

  private boolean jobHeldBack() {
    ForgeJob job =
        world
            .forge()
            .submit(
                world.dice().oneOf(world.forge().repos()),
                List.of(JobSpec.of("deploy", Duration.ofMinutes(2), "linux")))
            .getFirst();
    world.forge().holdBack(job);
    mendWithin(600, 14_400, () -> world.forge().cancel(job));
    return true;
  }

  private boolean foreignServer() {
    boolean seeds = world.dice().chance(0.5);
    String name = (seeds ? "ci-runner-" : "build-") + world.dice().hex(8);
    Map<String, String> labels =
        seeds
            ? Map.of(Labels.MANAGED_BY, Labels.MANAGED_BY_US)
            : Map.of(Labels.MANAGED_BY, Labels.MANAGED_BY_US, Labels.INSTALLATION, "somebody-else");
    CloudAnswer answer =
        world
            .cloud()
            .create(
                CreateRequest.of(
                    name, "cx23", "hel1", "ubuntu-24.04", labels, "of another cluster"),
                seeds ? Maker.OTHER_CLUSTER : Maker.OTHER_INSTALLATION);
    if (!(answer instanceof CloudAnswer.Created created)) {
      return false;
    }
    mendWithin(1_200, 9_000, () -> world.cloud().delete(created.server().id()));
    return true;
  }

  private boolean clockSkew() {
    Duration skew = Duration.ofSeconds(world.dice().between(-20, 20));
    switch ((int) world.dice().between(0, 2)) {
      case 0 -> {
        world.forge().setSkew(skew);
        mendWithin(600, 7_200, () -> world.forge().setSkew(Duration.ZERO));
      }
      case 1 -> {
        world.cloud().setSkew(skew);
        mendWithin(600, 7_200, () -> world.cloud().setSkew(Duration.ZERO));
      }
      default -> {
        world.cluster().setSkew(skew);
        mendWithin(600, 7_200, () -> world.cluster().setSkew(Duration.ZERO));
      }
    }
    return true;
  }

  private boolean requestsSpent() {
    world.cloud().bucket().drainTo((int) world.dice().between(0, 300), world.now());
    return true;
  }

  private @Nullable Operator operator() {
    return world.dice().oneOf(replicas).operator();
  }

  private boolean operatorPauses() {
    Operator operator = operator();
    if (operator == null) {
      return false;
    }
    Duration length = Duration.ofSeconds(world.dice().between(60, 2_400));
    boolean promised =
        operator.pause(length, "simulated", false) instanceof Operator.Accepted accepted
            && accepted.recorded();
    // An answer that was lost may all the same have replaced an earlier, longer pause.
    invariants.pausePromisedUntil(promised ? world.now().plus(length) : Instant.MIN);
    return true;
  }

  private boolean operatorScales() {
    Operator operator = operator();
    if (operator == null) {
      return false;
    }
    operator.scale((int) world.dice().between(1, 3), "request-" + ++numbers, false);
    return true;
  }

  private boolean operatorDrains() {
    Operator operator = operator();
    ClusterNode node = someNode();
    if (operator == null || node == null) {
      return false;
    }
    boolean force = world.dice().chance(0.2);
    invariants.askedToGo(node.name(), force);
    operator.drain(node.name(), force, false);
    if (world.dice().chance(0.3)) {
      world.afterSeconds(5, 600, () -> takeBack(node.name()));
    }
    return true;
  }

  private void takeBack(String node) {
    Operator operator = operator();
    if (operator == null || faults.rate(Fault.OPERATOR_DRAIN) == 0) {
      return;
    }
    try {
      operator.takeBackDrain(node, false);
    } catch (ProcessDied died) {
      world.log(node, "the process died of the request");
    }
  }
}
