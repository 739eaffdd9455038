package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Machine.Ownership;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.plan.Action.Kind;
import io.github.ciautoscaler.plan.Reason.Code;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Takes over the original's machines. */
final class Adoption implements MachineProposer {

  private static final Reason WHY =
      new Reason(
          Code.ADOPTED_FROM_ORIGINAL,
          "Made by rustunit/gitea-ci-autoscaler for this cluster; it is adopted, and its idle time"
              + " begins then.");

  @Override
  public List<Proposal> propose(Machine machine, Situation situation) {
    Server server = machine.server();
    if (server == null || machine.ownership() != Ownership.ADOPTABLE) {
      return List.of();
    }
    Map<String, String> labels = new HashMap<>(server.labels());
    labels.put(Labels.INSTALLATION, situation.seen().installation());
    labels.put(Labels.POOL, machine.pool());
    labels.put(Labels.NAME, machine.name());
    labels.put(Labels.ADOPTED_AT, String.valueOf(situation.now().getEpochSecond()));
    Effect label = new Effect.LabelServer(server.id(), server.name(), labels);
    return List.of(
        new Proposal.Explain(machine.name(), WHY),
        Proposal.act(machine.name(), Kind.ADOPT, WHY, List.of(label)));
  }
}
