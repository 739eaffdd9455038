package io.github.ciautoscaler.plan;

import java.util.List;

/** One part of the planner: it looks at the whole fleet and proposes, whatever others propose. */
interface Proposer {

  List<Proposal> propose(Situation situation);
}
