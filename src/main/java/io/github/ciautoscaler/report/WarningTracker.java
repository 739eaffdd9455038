package io.github.ciautoscaler.report;

import io.github.ciautoscaler.plan.Plan.Warning;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Knows the warnings of the pass before. */
final class WarningTracker {

  private Set<Warning> before = Set.of();

  void follow(List<Warning> warnings, Consumer<FleetEvent> tell) {
    Set<Warning> now = new LinkedHashSet<>(warnings);
    for (Warning warning : now) {
      if (!before.contains(warning)) {
        tell.accept(new WarningEvent.Appeared(warning));
      }
    }
    for (Warning warning : before) {
      if (!now.contains(warning)) {
        tell.accept(new WarningEvent.Ended(warning));
      }
    }
    before = now;
  }
}
