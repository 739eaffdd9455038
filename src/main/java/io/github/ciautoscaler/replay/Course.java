package io.github.ciautoscaler.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How many machines there were over time.
 *
 * @param from when the first sample was taken
 * @param step from one sample to the next
 */
record Course(Instant from, Duration step, List<Sample> samples) {

  Course {
    samples = List.copyOf(samples);
  }

  /**
   * One moment, by the words of the lifecycle.
   *
   * @param provisioning no runner of it asks for jobs yet
   * @param leaving its runner takes no job any more
   */
  record Sample(int busy, int idle, int provisioning, int leaving) {

    /** In the order in which they are stacked. */
    List<Integer> parts() {
      return List.of(busy, idle, provisioning, leaving);
    }

    int all() {
      return busy + idle + provisioning + leaving;
    }
  }
}
