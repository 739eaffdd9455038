package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Claim;
import io.github.ciautoscaler.fleet.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a step that ends jobs rests on is read anew right before it. A row of its own that came
 * meanwhile, as an ephemeral runner's does, must be disabled first; a stranger must only be free.
 */
final class LastLook {

  private LastLook() {}

  static List<Effect> before(Termination termination, Evidence evidence, Situation situation) {
    List<Effect> looks = new ArrayList<>();
    if (termination.isForced()) {
      return looks;
    }
    Machine machine = termination.machine();
    Set<String> names = Rows.names(machine);
    Set<Claim> elsewhere = WorkElsewhere.than(machine, situation);
    Set<Long> strangers = situation.strangers().of(machine);
    if (!strangers.isEmpty()) {
      looks.add(new Effect.VerifyUnoccupied(strangers, names, false, elsewhere));
    }
    looks.add(
        new Effect.VerifyUnoccupied(
            evidence.rows().own(machine), names, situation.canDisable(), elsewhere));
    return looks;
  }
}
