package io.github.ciautoscaler.reconcile;

import java.net.URI;
import java.util.List;

/** Creates or repairs our webhook at the forge. Bounded in time, and never throws. */
public interface HookInstaller {

  /**
   * @param target where the forge is to deliver
   * @param dryRun only looks at what is there
   */
  Answer install(URI target, boolean dryRun);

  /** What became of it. */
  sealed interface Answer {}

  /**
   * @param hook the forge's id of it; 0 in a dry run that would create it
   * @param details sentences for people: what was wrong, and what the forge will not say
   */
  record Done(Change change, long hook, List<String> events, List<String> details)
      implements Answer {
    public Done {
      events = List.copyOf(events);
      details = List.copyOf(details);
    }
  }

  /** What it was, or would be in a dry run. */
  enum Change {
    CREATED,
    REPAIRED
  }

  /** It cannot be. The message says what the forge said, and how to mend it. */
  record Refused(String message) implements Answer {}

  /** The forge did not answer, or not as itself. */
  record Unreachable(String message) implements Answer {}
}
