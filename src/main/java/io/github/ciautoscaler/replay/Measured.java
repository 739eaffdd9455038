package io.github.ciautoscaler.replay;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One policy's figures over all seeds.
 *
 * @param runs one for each seed, at least one
 * @param course of the first seed
 */
record Measured(String name, String source, List<Figures> runs, Course course) {

  Measured {
    runs = List.copyOf(runs);
  }

  /** Over all seeds. */
  double mean(ToDoubleFunction<Figures> figure) {
    return runs.stream().mapToDouble(figure).average().orElse(0);
  }

  /** Half of what the seeds differ by. */
  double halfRange(ToDoubleFunction<Figures> figure) {
    double most = runs.stream().mapToDouble(figure).max().orElse(0);
    double least = runs.stream().mapToDouble(figure).min().orElse(0);
    return (most - least) / 2;
  }
}
