package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.MeasuredBoot;
import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.fleet.PendingLaunch;
import io.github.ciautoscaler.fleet.Phase;
import io.github.ciautoscaler.fleet.Runner;
import io.github.ciautoscaler.fleet.StateChange;
import java.time.Duration;
import java.util.List;

/** The first runner of a machine ends its launch, also of one whose boot had counted as failed. */
final class FirstRunner implements MachineProposer {

  @Override
  public List<Proposal> propose(Machine machine, Situation situation) {
    if (!isSeen(machine) && !servesWithout(machine)) {
      return neverReady(machine, situation);
    }
    Proposal succeeded = new Proposal.Remember(new StateChange.BootSucceeded(machine.pool()));
    PendingLaunch launch = machine.pendingLaunch();
    if (launch != null) {
      StateChange resolved = new StateChange.LaunchResolved(machine.name());
      Duration took = Duration.between(launch.startedAt(), situation.now());
      StateChange boot =
          new StateChange.BootMeasured(new MeasuredBoot(machine.name(), machine.pool(), took));
      return List.of(new Proposal.Remember(resolved), new Proposal.Remember(boot), succeeded);
    }
    return isSeen(machine) && isLate(machine, situation) ? List.of(succeeded) : List.of();
  }

  static boolean isSeen(Machine machine) {
    return machine.jobs().stream().anyMatch(job -> !job.isSomewhere())
        || machine.runners().stream().anyMatch(Runner::isUsable);
  }

  /** A machine for pods alone serves from when its Node is seen Ready. */
  private static boolean servesWithout(Machine machine) {
    Node node = machine.node();
    return needsNoRunner(machine)
        && node != null
        && (node.isReady() || node.ownAnnotations().readyAt() != null);
  }

  private static boolean needsNoRunner(Machine machine) {
    return machine.work().needsNoRunner() && machine.phase() instanceof Phase.InService;
  }

  /** One that fell silent may have been Ready unseen, and serves; its boot counts as failed. */
  private static List<Proposal> neverReady(Machine machine, Situation situation) {
    PendingLaunch launch = machine.pendingLaunch();
    Duration limit = situation.settings().timesOf(machine.pool()).provisioning();
    boolean late = launch != null && situation.age(launch.startedAt()).reached(limit);
    return late && needsNoRunner(machine)
        ? List.of(
            new Proposal.Remember(new StateChange.BootFailed(machine.name(), situation.now())))
        : List.of();
  }

  private static boolean isLate(Machine machine, Situation situation) {
    return machine.ownAnnotations().runnerIds().isEmpty()
        && situation.seen().stored().health().pool(machine.pool()).bootFailures().inARow() > 0;
  }
}
