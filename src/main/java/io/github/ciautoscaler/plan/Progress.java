package io.github.ciautoscaler.plan;

import java.util.List;

/** How far one step of a termination is. */
sealed interface Progress {

  /** There is nothing to do or to wait for: the next step is asked. */
  Progress PASSED = new Passed();

  record Passed() implements Progress {}

  /**
   * No later step is taken in this pass.
   *
   * @param proposals what is done and said meanwhile; none while it only waits
   */
  record Holds(List<Proposal> proposals) implements Progress {
    public Holds {
      proposals = List.copyOf(proposals);
    }
  }

  static Progress holds(Proposal... proposals) {
    return new Holds(List.of(proposals));
  }
}
