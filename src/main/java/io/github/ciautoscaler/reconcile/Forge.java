package io.github.ciautoscaler.reconcile;

import io.github.ciautoscaler.fleet.ForgeInfo;
import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Runner;
import java.util.List;
import java.util.Optional;

/** The forge whose queue is watched. Every call is bounded in time and never throws. */
public interface Forge {

  Reading<ForgeInfo> describe();

  /** Jobs that could run now. Reusable-workflow callers look like jobs without labels. */
  Reading<List<Job>> queued();

  /** Jobs that run on a runner; those without a runner id are left out. */
  Reading<List<Job>> running();

  /** How many jobs wait for something other than a runner. */
  Reading<Integer> blocked();

  Reading<List<Runner>> runners();

  /** What it said of the time when it last answered quickly; empty until then. No request. */
  Optional<ServerTime> serverTime();

  /** What was left out of the latest lists, because it is no job any more, and how to mend it. */
  default List<String> remarks() {
    return List.of();
  }

  /**
   * Idempotent. 404 is {@link Outcome.Gone}; a forge without the call {@link Outcome.Unsupported}.
   */
  Outcome disable(long runnerId);

  Outcome enable(long runnerId);

  /** 404 is {@link Outcome.Gone}. */
  Outcome delete(long runnerId);
}
