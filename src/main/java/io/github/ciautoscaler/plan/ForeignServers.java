package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.ForeignServer;
import io.github.ciautoscaler.plan.Reason.Code;
import java.util.List;

/** Names the servers that look like ours and are somebody else's. */
final class ForeignServers implements Proposer {

  @Override
  public List<Proposal> propose(Situation situation) {
    return situation.fleet().foreign().stream().map(ForeignServers::warning).toList();
  }

  private static Proposal warning(ForeignServer foreign) {
    String whose =
        foreign.installation().isEmpty()
            ? "carries the managed-by label alone and has no Node in this cluster. If it is yours,"
                + " set ADOPT_UNOWNED=true once or delete it by hand."
            : "belongs to installation " + foreign.installation() + ".";
    return Proposal.warn(
        Code.FOREIGN_SERVER,
        "Server " + foreign.server().name() + " is never touched: it " + whose);
  }
}
