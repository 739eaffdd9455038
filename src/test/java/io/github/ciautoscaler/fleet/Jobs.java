package io.github.ciautoscaler.fleet;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Jobs as most tests need them: of no run in particular. */
public final class Jobs {

  private Jobs() {}

  public static Job queued(long id, Set<String> labels) {
    return of(id, labels, null);
  }

  /**
   * @param runner null for one whose runner the forge does not name
   */
  public static Job running(long id, Set<String> labels, @Nullable Long runner) {
    return of(id, labels, runner);
  }

  public static Job of(long id, Set<String> labels, @Nullable Long runner) {
    return titled(id, new Job.Title("build", null), labels, runner);
  }

  public static Job titled(long id, Job.Title title, Set<String> labels, @Nullable Long runner) {
    return new Job(id, title, new Requirements(labels), runner, Job.Run.UNKNOWN);
  }
}
