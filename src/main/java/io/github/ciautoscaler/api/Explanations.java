package io.github.ciautoscaler.api;

import io.github.ciautoscaler.plan.Explainer;
import io.github.ciautoscaler.reconcile.PassReport;
import org.jspecify.annotations.Nullable;

/** Has the rules of the latest pass asked again, once for all who ask; no pass waits for it. */
final class Explanations {

  private @Nullable PassReport of;
  private @Nullable Explainer explainer;

  synchronized Explainer of(PassReport report) {
    Explainer known = explainer;
    if (known == null || of != report) {
      known = report.explain();
      explainer = known;
      of = report;
    }
    return known;
  }
}
