package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Machine;
import java.util.ArrayList;
import java.util.List;

/** Asks the same parts, in their order, about each machine. */
final class EachMachine implements Proposer {

  private final List<MachineProposer> inOrder;

  EachMachine(MachineProposer... inOrder) {
    this.inOrder = List.of(inOrder);
  }

  @Override
  public List<Proposal> propose(Situation situation) {
    List<Proposal> proposals = new ArrayList<>();
    for (Machine machine : situation.fleet().machines()) {
      inOrder.forEach(part -> proposals.addAll(part.propose(machine, situation)));
    }
    return proposals;
  }
}
