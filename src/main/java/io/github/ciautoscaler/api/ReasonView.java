package io.github.ciautoscaler.api;

import io.github.ciautoscaler.plan.Reason;

/**
 * A reason as the API shows it.
 *
 * @param message with the names and numbers of the case
 * @param change what would change it
 */
public record ReasonView(String code, String message, String change) {
  static ReasonView of(Reason reason) {
    return new ReasonView(reason.code().name(), reason.message(), reason.code().change());
  }
}
