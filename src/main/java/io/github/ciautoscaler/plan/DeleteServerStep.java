package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.NodeAnnotations;
import io.github.ciautoscaler.fleet.NodePatch;
import io.github.ciautoscaler.fleet.Phase.Terminating;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.plan.Action.Kind;
import java.util.ArrayList;
import java.util.List;

/** Guard: its server is there. Records which it is, looks once more, and deletes it. */
final class DeleteServerStep implements Step {

  @Override
  public String says() {
    return "Look once more, and delete its server.";
  }

  @Override
  public Progress next(Termination termination, Evidence evidence, Situation situation) {
    Server server = termination.machine().server();
    if (server == null) {
      return Progress.PASSED;
    }
    List<Effect> effects = new ArrayList<>();
    if (!termination.isDeleting()) {
      effects.add(record(termination, server, situation));
    }
    effects.addAll(LastLook.before(termination, evidence, situation));
    effects.add(evidence.deleteServer(server));
    return Progress.holds(termination.act(Kind.REMOVE, termination.why(), effects));
  }

  private static Effect record(Termination termination, Server server, Situation situation) {
    return new Effect.PatchNode(
        termination.machine().nodeName(),
        NodePatch.annotate(NodeAnnotations.STAGE, Terminating.Step.DELETING.annotation())
            .with(NodeAnnotations.REMOVING_SINCE, situation.now().toString())
            .with(NodeAnnotations.SERVER_ID, String.valueOf(server.id())));
  }
}
