package io.github.ciautoscaler.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What an operator may ask for, by the API or by the page. */
public sealed interface Act {

  /**
   * Launch and take nothing for a while.
   *
   * @param pool launches nothing for this one alone; null for all that is done
   * @param length null until somebody resumes it
   */
  record Pause(@Nullable String pool, @Nullable Duration length, @Nullable String reason)
      implements Act {}

  /**
   * End a pause.
   *
   * @param pool the pause of this one alone; null for the pause of all
   */
  record Resume(@Nullable String pool) implements Act {}

  /**
   * Launch machines now.
   *
   * @param pool of which they are to be; null where any will do
   */
  record Scale(int count, @Nullable String pool) implements Act {}

  /**
   * Take a machine back.
   *
   * @param force whether its jobs are not waited for
   */
  record Drain(String node, boolean force) implements Act {}

  /** Keep a machine after all. */
  record TakeBack(String node) implements Act {}
}
