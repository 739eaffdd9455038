package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.NodeAnnotations;
import io.github.ciautoscaler.fleet.NodePatch;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.plan.Action.Kind;
import io.github.ciautoscaler.plan.Reason.Code;
import java.util.List;

/** The join token has done its work once the Node is Ready. */
final class UsedTokenCollector implements MachineProposer {

  @Override
  public List<Proposal> propose(Machine machine, Situation situation) {
    Server server = machine.server();
    if (server == null || machine.node() == null || !machine.node().isReady()) {
      return List.of();
    }
    String token = server.labels().get(Labels.JOIN_TOKEN);
    if (token == null || !machine.isOurs() || machine.ownAnnotations().joinTokenGone()) {
      return List.of();
    }
    NodePatch gone = NodePatch.annotate(NodeAnnotations.JOIN_TOKEN_GONE, "true");
    return List.of(
        Proposal.act(
            machine.name(),
            Kind.DELETE_JOIN_TOKEN,
            new Reason(Code.JOIN_TOKEN_USED, "The node joined; its join token is deleted."),
            List.of(
                new Effect.DeleteJoinToken(token),
                new Effect.PatchNode(machine.nodeName(), gone))));
  }
}
