package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.MeasuredTermination;
import io.github.ciautoscaler.fleet.PendingLaunch;
import io.github.ciautoscaler.fleet.StateChange;
import io.github.ciautoscaler.plan.Action.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Guard: its server is not listed any more. Asks for it by its id, deletes the runner rows, and the
 * Node last.
 */
final class FinishStep implements Step {

  @Override
  public String says() {
    return "Delete its runner rows, and its Node last.";
  }

  @Override
  public Progress next(Termination termination, Evidence evidence, Situation situation) {
    Machine machine = termination.machine();
    if (machine.server() != null) {
      return Progress.PASSED;
    }
    List<Effect> effects = new ArrayList<>();
    Long serverId = serverId(machine);
    if (serverId != null) {
      effects.add(new Effect.VerifyServerGone(serverId));
    }
    if (situation.listsRunners()) {
      evidence.rows().own(machine).forEach(id -> effects.add(evidence.delete(id)));
    }
    effects.add(evidence.delete(termination.node()));
    List<Proposal> proposals = new ArrayList<>();
    proposals.add(termination.act(Kind.FINISH, termination.why(), effects));
    Instant since = termination.phase().deletingSince();
    if (since != null) {
      proposals.add(measured(machine, since, situation));
    }
    return new Progress.Holds(proposals);
  }

  /** As the removal recorded it; or, where the server went by itself, as its launch did. */
  private static @Nullable Long serverId(Machine machine) {
    Long recorded = machine.ownAnnotations().serverId();
    PendingLaunch launch = machine.pendingLaunch();
    return recorded != null || launch == null ? recorded : launch.serverId();
  }

  /** It was gone at some moment since the pass before. */
  private static Proposal measured(Machine machine, Instant since, Situation situation) {
    Duration took =
        Duration.between(since, situation.now()).minus(situation.settings().pace().poll());
    MeasuredTermination termination =
        new MeasuredTermination(machine.name(), took.isNegative() ? Duration.ZERO : took);
    return new Proposal.Remember(new StateChange.TerminationMeasured(termination));
  }
}
