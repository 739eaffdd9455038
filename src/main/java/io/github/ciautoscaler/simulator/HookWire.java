package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.reconcile.HookNotice;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The forge's webhook: announces each queued job to one of the processes, once, and now and then
 * not at all, twice, too late, or for a job that nobody has.
 */
final class HookWire {

  private final World world;
  private final Faults faults;
  private final List<Replica> replicas;
  private final Paces paces;
  private long last;

  private HookWire(World world, Faults faults, List<Replica> replicas, Paces paces) {
    this.world = world;
    this.faults = faults;
    this.replicas = replicas;
    this.paces = paces;
  }

  /** From now on what is queued is announced. */
  static void between(World world, Faults faults, List<Replica> replicas, Paces paces) {
    world.forge().watchQueue(new HookWire(world, faults, replicas, paces)::announce);
  }

  private void announce(ForgeJob job) {
    Replica to = world.dice().oneOf(replicas);
    String delivery = "delivery " + ++last;
    if (faults.strikes(Fault.HOOK_FORGED)) {
      send(to, new HookNotice("forged " + last, Optional.of(-last), true), quickly());
    }
    if (faults.strikes(Fault.HOOK_LOST)) {
      world.log("", "the delivery of job " + job.id() + " is lost");
      return;
    }
    HookNotice notice = new HookNotice(delivery, Optional.of(job.id()), true);
    boolean isLate = faults.strikes(Fault.HOOK_LATE);
    send(to, notice, isLate ? Duration.ofSeconds(world.dice().between(5, 300)) : quickly());
    if (faults.strikes(Fault.HOOK_DOUBLED)) {
      send(to, notice, Duration.ofSeconds(world.dice().between(1, 3_600)));
    }
  }

  private Duration quickly() {
    return Duration.ofMillis(world.dice().between(50, 900));
  }

  private void send(Replica to, HookNotice notice, Duration onTheWay) {
    world.after(
        onTheWay,
        () -> {
          if (to.hear(notice)) {
            notice.queuedJob().ifPresent(job -> paces.announced(to, job));
          }
        });
  }
}
