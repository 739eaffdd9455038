package io.github.ciautoscaler.fleet;

import java.time.Duration;

/**
 * Since when something has been seen without a break. Kept in memory only: losing it delays an
 * action and never causes one.
 */
public record Conditions(
    JobConditions jobs,
    RunnerConditions runners,
    MachineConditions machines,
    OrphanConditions orphans,
    WorkConditions work) {

  public static final Conditions NONE =
      new Conditions(
          JobConditions.NONE,
          RunnerConditions.NONE,
          MachineConditions.NONE,
          OrphanConditions.NONE,
          WorkConditions.NONE);

  /** The same, as so much later: the clock was set. */
  public Conditions movedBy(Duration change) {
    return new Conditions(
        jobs.movedBy(change),
        runners.movedBy(change),
        machines.movedBy(change),
        orphans.movedBy(change),
        work.movedBy(change));
  }
}
