package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Machine;

/**
 * One question about a machine that is not on its way out. A rule only asks: it starts and records
 * nothing.
 */
interface TerminationRule {

  /** What it asks of the machine, for people; with yes it has an opinion. */
  String question();

  Answer ask(Machine machine, Situation situation);
}
