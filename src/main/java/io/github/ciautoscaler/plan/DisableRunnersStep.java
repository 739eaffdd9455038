package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.NodeAnnotations;
import io.github.ciautoscaler.fleet.NodePatch;
import io.github.ciautoscaler.plan.Action.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Guard: a row of it is enabled although it goes: it registered meanwhile, was missed, or somebody
 * enabled it. Disables it; the fetch window begins anew.
 */
final class DisableRunnersStep implements Step {

  @Override
  public String says() {
    return "Disable the runners that are enabled.";
  }

  @Override
  public Progress next(Termination termination, Evidence evidence, Situation situation) {
    return termination.isForced()
        ? Progress.PASSED
        : disable(termination, evidence, situation).map(Progress::holds).orElse(Progress.PASSED);
  }

  /** Disables the rows that are enabled; empty where none is, or none can be. */
  static Optional<Proposal> disable(
      Termination termination, Evidence evidence, Situation situation) {
    Machine machine = termination.machine();
    Set<Long> enabled = enabled(machine);
    if (enabled.isEmpty() || !situation.canDisable()) {
      return Optional.empty();
    }
    Set<Long> all = new TreeSet<>(machine.ownAnnotations().disabledIds());
    all.addAll(enabled);
    List<Effect> effects = new ArrayList<>();
    effects.add(
        new Effect.PatchNode(
            machine.nodeName(),
            NodePatch.annotate(NodeAnnotations.DISABLED_IDS, NodeAnnotations.text(all))
                .with(NodeAnnotations.QUIET_SINCE, null)
                .with(NodeAnnotations.FIRST_LOOK, null)));
    enabled.forEach(id -> effects.add(evidence.disable(id)));
    return Optional.of(termination.act(Kind.DEREGISTER, termination.why(), effects));
  }

  static Set<Long> enabled(Machine machine) {
    Set<Long> ids = new TreeSet<>();
    machine.runners().stream().filter(row -> !row.disabled()).forEach(row -> ids.add(row.id()));
    return ids;
  }
}
