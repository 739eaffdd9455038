package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.plan.Reason.Code;

/** Guard: Hetzner deletes its server. Waits until it is gone. */
final class ServerDeletingStep implements Step {

  @Override
  public String says() {
    return "Wait until Hetzner has deleted its server.";
  }

  @Override
  public Progress next(Termination termination, Evidence evidence, Situation situation) {
    Server server = termination.machine().server();
    return server != null && server.status().equals("deleting")
        ? Progress.holds(
            termination.explain(new Reason(Code.SERVER_DELETING, "Its server is being deleted.")))
        : Progress.PASSED;
  }
}
