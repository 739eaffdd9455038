package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Machine.Ownership;
import io.github.ciautoscaler.fleet.Phase.Launching;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.plan.Action.Kind;
import io.github.ciautoscaler.plan.Reason.Code;
import java.util.List;
import java.util.Objects;

/**
 * A server for a subnet is made without a network and without power: it is attached, then powered
 * on. Both are told from what the list shows, so that a crash between them loses nothing.
 */
final class UnfinishedServer implements MachineProposer {

  @Override
  public List<Proposal> propose(Machine machine, Situation situation) {
    Server server = machine.server();
    Pool pool = situation.settings().poolsByName().get(machine.pool());
    if (server == null
        || pool == null
        || pool.template().options().subnet() == null
        || !isUnfinished(machine)
        || situation.settings().isLaunchOverdue(machine, situation.now())) {
      return List.of();
    }
    boolean isAttached = !server.addresses().inner().isEmpty();
    Effect next =
        isAttached
            ? new Effect.PowerOnServer(server.id(), server.name())
            : new Effect.AttachServer(server.id(), server.name(), pool.template());
    Reason why =
        new Reason(
            Code.BOOTING,
            isAttached
                ? "The server is in its subnet and is powered on."
                : "The server is put into the subnet " + pool.template().options().subnet() + ".");
    return List.of(Proposal.act(machine.name(), Kind.CONNECT, why, List.of(next)));
  }

  private static boolean isUnfinished(Machine machine) {
    return machine.phase() instanceof Launching
        && machine.node() == null
        && machine.ownership() == Ownership.OURS
        && Objects.requireNonNull(machine.server()).status().equals("off");
  }
}
