package io.github.ciautoscaler.api;

import io.github.ciautoscaler.plan.Reason;

/** A reason as the API shows it. */
record ReasonView(String code, String message) {
  static ReasonView of(Reason reason) {
    return new ReasonView(reason.code().name(), reason.message());
  }
}
