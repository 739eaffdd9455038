package io.github.ciautoscaler.report;

import io.github.ciautoscaler.plan.Plan.Warning;

/** Something that an owner has to mend. */
public sealed interface WarningEvent extends FleetEvent {

  Warning warning();

  record Appeared(Warning warning) implements WarningEvent {}

  record Ended(Warning warning) implements WarningEvent {}
}
