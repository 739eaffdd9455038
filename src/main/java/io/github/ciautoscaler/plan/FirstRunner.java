package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Phase;
import io.github.ciautoscaler.fleet.Runner;
import io.github.ciautoscaler.fleet.StateChange;
import java.util.List;

/** The first runner of a machine ends its launch, also of one whose boot had counted as failed. */
final class FirstRunner implements MachineProposer {

  @Override
  public List<Proposal> propose(Machine machine, Situation situation) {
    if (!isSeen(machine) && !servesWithout(machine)) {
      return List.of();
    }
    Proposal succeeded = new Proposal.Remember(new StateChange.BootSucceeded(machine.pool()));
    if (machine.pendingLaunch() != null) {
      StateChange resolved = new StateChange.LaunchResolved(machine.name());
      return List.of(new Proposal.Remember(resolved), succeeded);
    }
    return isSeen(machine) && isLate(machine, situation) ? List.of(succeeded) : List.of();
  }

  static boolean isSeen(Machine machine) {
    return !machine.jobs().isEmpty() || machine.runners().stream().anyMatch(Runner::isUsable);
  }

  /** A machine for pods alone serves from when its Node is Ready. */
  private static boolean servesWithout(Machine machine) {
    return machine.work().needsNoRunner() && machine.phase() instanceof Phase.InService;
  }

  private static boolean isLate(Machine machine, Situation situation) {
    return machine.ownAnnotations().runnerIds().isEmpty()
        && situation.seen().stored().health().pool(machine.pool()).bootFailures().inARow() > 0;
  }
}
