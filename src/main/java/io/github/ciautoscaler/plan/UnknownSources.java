package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.plan.Reason.Code;
import java.util.List;

/** Names what is not known for now. */
final class UnknownSources implements Proposer {

  @Override
  public List<Proposal> propose(Situation situation) {
    List<String> unknown = situation.freshness().unknown();
    return unknown.isEmpty()
        ? List.of()
        : List.of(Proposal.warn(Code.SOURCE_UNKNOWN, "Not known for now: " + unknown + "."));
  }
}
