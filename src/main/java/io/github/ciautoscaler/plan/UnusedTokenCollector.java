package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.StateChange;
import io.github.ciautoscaler.plan.Action.Kind;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Deletes the join tokens of machines that did not come, so that nobody else can use them. */
final class UnusedTokenCollector implements Proposer {

  /** By then the token expired, and the cluster deletes it by itself. */
  private static final Duration SPARE = Duration.ofMinutes(5);

  @Override
  public List<Proposal> propose(Situation situation) {
    Duration life = situation.settings().longestProvisioning().plus(SPARE);
    List<Proposal> proposals = new ArrayList<>();
    situation
        .seen()
        .stored()
        .launches()
        .unusedTokens()
        .forEach((id, since) ->
            proposals.add(
                situation.age(since).reached(life)
                    ? new Proposal.Remember(new StateChange.JoinTokenDeleted(id))
                    : delete(id)));
    return proposals;
  }

  private static Proposal delete(String id) {
    return Proposal.act(
        "join-token/" + id,
        Kind.DELETE_JOIN_TOKEN,
        new Reason(Code.JOIN_TOKEN_UNUSED, "Its machine did not come; its join token is deleted."),
        List.of(new Effect.DeleteJoinToken(id)));
  }
}
