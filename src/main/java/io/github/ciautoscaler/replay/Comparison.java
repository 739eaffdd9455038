package io.github.ciautoscaler.replay;

import java.util.List;

/** What one replay found out. */
record Comparison(JobTrace trace, Bounds bounds, List<Measured> policies) {

  Comparison {
    policies = List.copyOf(policies);
  }
}
