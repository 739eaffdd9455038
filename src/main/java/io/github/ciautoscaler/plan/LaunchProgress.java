package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Machine.Ownership;
import io.github.ciautoscaler.fleet.Phase.Launching;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Duration;
import java.util.List;

/** Says what a machine on its way waits for, and hands over what takes too long. */
final class LaunchProgress implements MachineProposer {

  @Override
  public List<Proposal> propose(Machine machine, Situation situation) {
    if (!(machine.phase() instanceof Launching launching)) {
      return List.of();
    }
    if (machine.ownership() == Ownership.ORIGINAL_YOUNG) {
      return explain(
          machine,
          new Reason(
              Code.ORIGINAL_SERVER_YOUNG,
              "Made by rustunit/gitea-ci-autoscaler a short while ago; counted, and adopted when its"
                  + " node joins."));
    }
    if (situation.settings().isLaunchOverdue(machine, situation.now())) {
      return OverdueLaunch.propose(machine, launching.step(), situation);
    }
    Reason lost = LostAnswers.about(situation.fleet(), machine.name());
    return explain(machine, lost == null ? waits(machine, launching.step(), situation) : lost);
  }

  private static List<Proposal> explain(Machine machine, Reason reason) {
    return List.of(new Proposal.Explain(machine.name(), reason));
  }

  private static Reason waits(Machine machine, Launching.Step step, Situation situation) {
    Duration limit = situation.settings().timesOf(machine.pool()).provisioning();
    return new Reason(
        step == Launching.Step.NO_RUNNER ? Code.WAITING_FOR_RUNNER : Code.BOOTING,
        waitsFor(machine, step) + " Gives up " + limit.toSeconds() + " s after its order.");
  }

  private static String waitsFor(Machine machine, Launching.Step step) {
    return switch (step) {
      case ORDERED, BOOTING -> "The server is being made.";
      case JOINING -> "The server boots; its node has not joined yet.";
      case NOT_READY -> "The node joined and is not Ready yet." + OverdueLaunch.said(machine);
      case NO_RUNNER -> "The node is Ready; its runner has not registered yet.";
    };
  }
}
