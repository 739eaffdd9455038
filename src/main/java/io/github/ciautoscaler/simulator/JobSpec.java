package io.github.ciautoscaler.simulator;

import java.time.Duration;
import java.util.List;

/**
 * One job of a workflow before it runs.
 *
 * @param labels its runs-on; empty for a reusable workflow's caller
 * @param needs names of jobs of the same run that must succeed first
 * @param duration how long a runner works on it
 */
public record JobSpec(String name, List<String> labels, List<String> needs, Duration duration) {

  public JobSpec {
    labels = List.copyOf(labels);
    needs = List.copyOf(needs);
  }

  public static JobSpec of(String name, Duration duration, String... labels) {
    return new JobSpec(name, List.of(labels), List.of(), duration);
  }

  public JobSpec needs(String... names) {
    return new JobSpec(name, labels, List.of(names), duration);
  }
}
