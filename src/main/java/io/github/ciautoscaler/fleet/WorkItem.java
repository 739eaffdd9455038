package io.github.ciautoscaler.fleet;

/** Something that takes one slot when it runs: a job of the forge. */
public sealed interface WorkItem permits Job {

  /** Unique among the items of its kind. */
  long id();

  Requirements requirements();

  /** Where it comes from, as far as its source says. */
  Job.Run run();
}
