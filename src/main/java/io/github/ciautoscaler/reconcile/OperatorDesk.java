package io.github.ciautoscaler.reconcile;

import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.NodeAnnotations;
import io.github.ciautoscaler.fleet.NodePatch;
import io.github.ciautoscaler.fleet.Pause;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.ScaleRequest;
import io.github.ciautoscaler.fleet.StateChange;
import io.github.ciautoscaler.fleet.StoredState;
import io.github.ciautoscaler.plan.PoolOutlook;
import io.github.ciautoscaler.plan.Reason;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes people's requests, records them, and leaves the doing to the next pass. */
final class OperatorDesk implements Operator {

  private final Ports ports;
  private final StateKeeper keeper;
  private final Leadership leadership;
  private volatile ReconcileSettings settings;
  private volatile @Nullable FleetState fleet;
  private volatile List<PoolOutlook> outlooks = List.of();

  OperatorDesk(Ports ports, ReconcileSettings settings, StateKeeper keeper, Leadership leadership) {
    this.ports = ports;
    this.settings = settings;
    this.keeper = keeper;
    this.leadership = leadership;
  }

  void learn(FleetState latest, ReconcileSettings latestSettings) {
    settings = latestSettings;
    fleet = latest;
  }

  /** What stood against a launch in the latest pass. */
  void learn(List<PoolOutlook> latest) {
    outlooks = latest;
  }

  @Override
  public Answer pause(@Nullable Duration length, @Nullable String reason, boolean dryRun) {
    Instant now = ports.clock().instant();
    Pause pause = new Pause(now, length == null ? null : now.plus(length), reason);
    return change(
        List.of(new StateChange.PauseSet(pause)),
        true,
        dryRun,
        pause,
        "Nothing new is started from now on.");
  }

  @Override
  public Answer resume(boolean dryRun) {
    boolean changed = currentPause() != null;
    return change(
        List.of(new StateChange.PauseEnded()), changed, dryRun, null, "The loop acts again.");
  }

  @Override
  public Answer pausePool(
      String pool, @Nullable Duration length, @Nullable String reason, boolean dryRun) {
    if (!hasPool(pool)) {
      return noSuchPool();
    }
    Instant now = ports.clock().instant();
    Pause pause = new Pause(now, length == null ? null : now.plus(length), reason);
    return change(
        List.of(new StateChange.PoolPaused(pool, pause)),
        true,
        dryRun,
        pause,
        "Nothing is launched for pool " + pool + " from now on; its machines work on.");
  }

  @Override
  public Answer resumePool(String pool, boolean dryRun) {
    if (!hasPool(pool)) {
      return noSuchPool();
    }
    StoredState stored = keeper.stored();
    boolean changed =
        stored.wishes().poolPause(pool, ports.clock().instant()) != null
            || stored.health().pool(pool).bootFailures().inARow() > 0;
    return change(
        List.of(new StateChange.PoolResumed(pool), new StateChange.BootFailuresForgiven(pool)),
        changed,
        dryRun,
        null,
        "Machines are launched for pool "
            + pool
            + " again, and boots that failed hold up none."
            + (currentPause() == null ? "" : " The autoscaler as a whole is paused still."));
  }

  private boolean hasPool(String name) {
    return settings.plan().poolsByName().containsKey(name);
  }

  private Answer noSuchPool() {
    return new NotFound(
        "There is no such pool. The configuration has: "
            + String.join(", ", settings.plan().pools().stream().map(Pool::name).toList())
            + ".");
  }

  @Override
  public synchronized Answer scale(
      int count, @Nullable String pool, @Nullable String key, boolean dryRun) {
    if (currentPause() != null) {
      return new Conflicting("The autoscaler is paused; resume it first.");
    }
    if (pool != null && !hasPool(pool)) {
      return noSuchPool();
    }
    boolean records = !dryRun && !settings.dryRun() && leadership.mayAct();
    if (records && !keeper.update(List.of())) {
      return new Unavailable("What was asked for before cannot be read; ask again.");
    }
    String name = key == null ? UUID.nameUUIDFromBytes(bits()).toString() : key;
    ScaleRequest known = keeper.stored().wishes().scaleRequests().get(name);
    return known != null ? repeated(known, count, pool) : fresh(count, pool, name, dryRun);
  }

  private Answer repeated(ScaleRequest known, int count, @Nullable String pool) {
    return known.count() == count && Objects.equals(known.pool(), pool)
        ? accepted(false, null, known.launched() + " of " + count + " launched so far.")
        : new KeyReused(
            "This Idempotency-Key was used for count "
                + known.count()
                + (known.pool() == null ? "" : " of pool " + known.pool())
                + ".");
  }

  private Answer fresh(int count, @Nullable String pool, String name, boolean dryRun) {
    Instant now = ports.clock().instant();
    StoredState stored = keeper.stored();
    if (pool != null && stored.wishes().poolPause(pool, now) != null) {
      return new Conflicting("Pool " + pool + " is paused; resume it first.");
    }
    FleetState latest = fleet;
    if (latest == null) {
      return new Unavailable("The fleet is not known yet; try again in a few seconds.");
    }
    LaunchRoom room = LaunchRoom.of(settings.plan(), latest, stored, pool);
    if (room.more() <= 0) {
      return new Conflicting(room.full());
    }
    Reason overspent = overspent(pool);
    if (overspent != null) {
      return new Conflicting(overspent.message());
    }
    // What the maximum does not allow now is not launched later, when nobody expects it.
    int refused = (int) Math.max(0, count - room.more());
    return change(
        List.of(new StateChange.ScaleRequested(name, new ScaleRequest(count, refused, now, pool))),
        true,
        dryRun,
        null,
        room.grants(count));
  }

  /** Why no machine of this pool, or of any, may be paid for now; null where one may. */
  private @Nullable Reason overspent(@Nullable String pool) {
    List<PoolOutlook> asked =
        outlooks.stream()
            .filter(outlook -> pool == null || outlook.pool().name().equals(pool))
            .toList();
    boolean all = asked.stream().allMatch(outlook -> isOverspent(outlook.against()));
    return all && !asked.isEmpty() ? asked.getFirst().against() : null;
  }

  private static boolean isOverspent(@Nullable Reason against) {
    return against != null && against.code() == Code.SPEND_LIMIT;
  }

  @Override
  public Answer drain(String node, boolean force, boolean dryRun) {
    if (currentPause() != null) {
      return new Conflicting("The autoscaler is paused; resume it first.");
    }
    Machine machine = machine(node);
    if (machine == null) {
      return new NotFound("There is no managed node named " + node + ".");
    }
    if (machine.node() == null) {
      return new Conflicting("Its Node is not in the cluster, so there is nothing to drain.");
    }
    if (!isKnownWhose(machine)) {
      return new Unavailable(
          "Hetzner's servers are not known yet, so whose it is cannot be said; ask again soon.");
    }
    if (machine.ownership() != Machine.Ownership.OURS) {
      return new Conflicting("It is not ours to drain yet.");
    }
    NodeAnnotations.DrainRequest old = machine.ownAnnotations().drain();
    if (old != null && (old.force() || !force)) {
      return accepted(false, null, "It is being drained already.");
    }
    NodeAnnotations.DrainRequest request =
        new NodeAnnotations.DrainRequest(ports.clock().instant(), force);
    String said =
        machine.jobs().isEmpty()
            ? "It takes no new job and goes now."
            : force
                ? "It goes now, and its running job is lost."
                : "It takes no new job and goes when its job ends.";
    return patch(machine.nodeName(), request.text(), dryRun, said);
  }

  @Override
  public Answer takeBackDrain(String node, boolean dryRun) {
    Machine machine = machine(node);
    if (machine == null || machine.node() == null) {
      return new NotFound("There is no managed node named " + node + ".");
    }
    if (machine.ownAnnotations().drain() == null) {
      return accepted(false, null, "It was not being drained.");
    }
    return patch(
        machine.nodeName(), null, dryRun, "It stays, unless its server is being deleted already.");
  }

  @Override
  public @Nullable Pause currentPause() {
    Pause pause = keeper.stored().wishes().pause();
    return pause != null && pause.holds(ports.clock().instant()) ? pause : null;
  }

  @Override
  public @Nullable Pause currentPause(String pool) {
    return keeper.stored().wishes().poolPause(pool, ports.clock().instant());
  }

  private @Nullable Machine machine(String name) {
    FleetState latest = fleet;
    return latest == null
        ? null
        : latest.machines().stream().filter(m -> m.names().contains(name)).findFirst().orElse(null);
  }

  /** Just after a start a Node without our annotations may be anybody's. */
  private boolean isKnownWhose(Machine machine) {
    FleetState latest = fleet;
    return machine.server() != null
        || machine.ownAnnotations().installation() != null
        || (latest != null && latest.seen().servers().wasRead());
  }

  private Answer patch(String node, @Nullable String drain, boolean dryRun, String said) {
    if (dryRun || settings.dryRun()) {
      return accepted(false, null, "Dry run: " + said);
    }
    if (mayNotRecord()) {
      return notLeader();
    }
    Outcome outcome = ports.cluster().patch(node, NodePatch.annotate(NodeAnnotations.DRAIN, drain));
    return switch (outcome) {
      case Outcome.Missing ignored -> new NotFound("There is no node named " + node + " any more.");
      case Outcome.Failure failure ->
          new Unavailable("Kubernetes did not take the write: " + failure.message());
      case Outcome ignored -> new Accepted(true, true, null, List.of(said));
    };
  }

  private Answer change(
      List<StateChange> facts,
      boolean changed,
      boolean dryRun,
      @Nullable Pause pause,
      String said) {
    if (dryRun || settings.dryRun()) {
      return accepted(false, pause, "Dry run: " + said);
    }
    if (mayNotRecord()) {
      return notLeader();
    }
    return keeper.update(facts)
        ? accepted(changed, pause, said)
        : new Unavailable("Kubernetes did not confirm that it was recorded; ask again.");
  }

  /**
   * Also whose term ran out since its last pass must record nothing: the next leader may have read.
   */
  private boolean mayNotRecord() {
    return !leadership.mayAct();
  }

  private Answer notLeader() {
    if (leadership.isHolder()) {
      return new Unavailable(
          "This replica's leadership is not confirmed at the moment; ask again in a few seconds.");
    }
    String holder = leadership.holder();
    return new Unavailable(
        holder == null || holder.isEmpty()
            ? "This replica is not the leader yet; ask again in a few seconds."
            : "This replica is not the leader; ask " + holder + ".");
  }

  private Answer accepted(boolean changed, @Nullable Pause pause, String said) {
    return new Accepted(
        changed, keeper.knowledge() == StateKeeper.Knowledge.RECORDED, pause, List.of(said));
  }

  private byte[] bits() {
    return Long.toString(ports.randomness().nextLong())
        .getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }
}
