package io.github.ciautoscaler.plan;

/** One step of the safe termination: its guard, what it waits for, and what it does. */
interface Step {

  /** What it does or waits for, for people. */
  String says();

  Progress next(Termination termination, Evidence evidence, Situation situation);
}
