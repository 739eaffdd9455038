package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.fleet.StateChange;
import io.github.ciautoscaler.plan.Action.Kind;
import io.github.ciautoscaler.plan.Reason.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Deletes the server of a boot that failed, unless a job may run there all the same. */
final class GiveUpBoot {

  private GiveUpBoot() {}

  static List<Proposal> propose(Machine machine, Reason reason, Situation situation) {
    List<Proposal> proposals = new ArrayList<>();
    proposals.add(new Proposal.Explain(machine.name(), reason));
    Server server = machine.server();
    Long stranger = server == null ? null : situation.strangers().working(machine);
    if (server == null) {
      return proposals;
    }
    if (stranger != null) {
      proposals.addAll(mayWork(machine, stranger));
      return proposals;
    }
    String unseen = situation.unseen().on(machine);
    if (unseen != null) {
      proposals.add(new Proposal.Explain(machine.name(), new Reason(Code.UNSEEN_RUNNER, unseen)));
      proposals.add(Proposal.warn(Code.UNSEEN_RUNNER, machine.name() + ": " + unseen));
      return proposals;
    }
    proposals.add(Proposal.warn(reason.code(), machine.name() + ": " + reason.message()));
    proposals.add(
        situation
            .evidence()
            .filter(evidence -> machine.isOurs())
            .map(evidence -> delete(machine, server, reason, evidence, situation))
            .orElseGet(() -> unknown(machine, situation)));
    return proposals;
  }

  /** A Node may stand there that nothing joins to it, whatever its pending launch says. */
  private static List<Proposal> mayWork(Machine machine, long stranger) {
    String message =
        "Runner "
            + stranger
            + " came after it was ordered, belongs to no other machine and runs a job: it may be"
            + " its, under a Node of another name. It stays until that job ends. A Node must be"
            + " called as its server is, or have its id in spec.providerID or one of its"
            + " addresses.";
    return List.of(
        new Proposal.Explain(machine.name(), new Reason(Code.STRANGER_WORKS, message)),
        Proposal.warn(Code.STRANGER_WORKS, machine.name() + ": " + message));
  }

  private static Proposal unknown(Machine machine, Situation situation) {
    String unknown = "Not given up while unknown: " + situation.freshness().unknown();
    return new Proposal.NotDone(machine.name(), new Reason(Code.SOURCE_UNKNOWN, unknown));
  }

  private static Proposal delete(
      Machine machine, Server server, Reason reason, Evidence evidence, Situation situation) {
    List<Effect> effects = new ArrayList<>();
    Set<Long> ids = evidence.rows().own(machine);
    ids.addAll(situation.strangers().of(machine));
    effects.add(
        new Effect.VerifyUnoccupied(
            ids, Rows.names(machine), false, WorkElsewhere.than(machine, situation)));
    effects.add(evidence.deleteServer(server));
    String token = server.labels().get(Labels.JOIN_TOKEN);
    if (token != null) {
      effects.add(new Effect.DeleteJoinToken(token));
    }
    return new Proposal.Act(
        new Action(machine.name(), Kind.GIVE_UP_BOOT, reason, effects),
        List.of(new StateChange.BootFailed(machine.name(), situation.now())));
  }
}
