package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Machine;
import java.util.List;

/** One part of the planner that looks at one machine at a time. */
interface MachineProposer {

  List<Proposal> propose(Machine machine, Situation situation);
}
