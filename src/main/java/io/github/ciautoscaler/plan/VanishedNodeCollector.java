package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.plan.Action.Kind;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A server that once joined and whose Node somebody deleted goes, unless the Node comes back. */
final class VanishedNodeCollector implements MachineProposer {

  private static final Reason WHY =
      new Reason(
          Code.NODE_VANISHED,
          "Its Node is gone while its server runs; it is removed unless the Node comes back.");

  @Override
  public List<Proposal> propose(Machine machine, Situation situation) {
    Server server = machine.server();
    Instant since = situation.fleet().conditions().machines().vanishedNodes().get(machine.name());
    boolean joinedOnce = machine.isOurs() && situation.isRegistered(machine.name());
    if (server == null || since == null || machine.node() != null || !joinedOnce) {
      return List.of();
    }
    return mayWork(machine, situation) ? List.of() : collect(machine, server, since, situation);
  }

  private static List<Proposal> collect(
      Machine machine, Server server, Instant since, Situation situation) {
    List<Proposal> proposals = new ArrayList<>();
    proposals.add(new Proposal.Explain(machine.name(), WHY));
    if (situation.age(since).reached(situation.settings().longestProvisioning())) {
      situation
          .evidence()
          .map(evidence -> effects(machine, server, since, evidence, situation))
          .filter(effects -> !effects.isEmpty())
          .map(effects -> Proposal.act(machine.name(), Kind.REMOVE_VANISHED, WHY, effects))
          .ifPresent(proposals::add);
    }
    return proposals;
  }

  private static boolean mayWork(Machine machine, Situation situation) {
    return !machine.jobs().isEmpty()
        || situation.strangers().working(machine) != null
        || situation.unseen().on(machine) != null;
  }

  /** Disables what takes jobs, and deletes the server once nothing did for a fetch window. */
  private static List<Effect> effects(
      Machine machine, Server server, Instant since, Evidence evidence, Situation situation) {
    List<Effect> effects = new ArrayList<>();
    boolean canDisable = situation.canDisable();
    if (canDisable) {
      machine.runners().stream()
          .filter(row -> row.isUsable())
          .forEach(row -> effects.add(evidence.disable(row.id())));
    }
    Instant quiet =
        canDisable ? situation.fleet().conditions().machines().quiet().get(machine.name()) : since;
    if (effects.isEmpty()
        && situation.age(quiet).reached(situation.settings().pace().fetchWindow())) {
      Set<Long> ids = evidence.rows().own(machine);
      ids.addAll(situation.strangers().of(machine));
      effects.add(
          new Effect.VerifyUnoccupied(
              ids, Rows.names(machine), false, WorkElsewhere.than(machine, situation)));
      effects.add(evidence.deleteServer(server));
    }
    return effects;
  }
}
