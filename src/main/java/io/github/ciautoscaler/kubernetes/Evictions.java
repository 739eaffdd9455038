package io.github.ciautoscaler.kubernetes;

import io.github.ciautoscaler.reconcile.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Evicts single pods by name and uid, and tells a disruption budget's no from any other. */
final class Evictions {

  private static final String TWO_BUDGETS = "more than one poddisruptionbudget";

  private final Api api;

  Evictions(Api api) {
    this.api = api;
  }

  Outcome evict(String namespace, String pod, String uid) {
    try {
      api.post(
          "/api/v1/namespaces/%s/pods/%s/eviction"
              .formatted(api.segment(namespace), api.segment(pod)),
          Map.of(
              "apiVersion",
              "policy/v1",
              "kind",
              "Eviction",
              "metadata",
              Map.of("name", pod, "namespace", namespace),
              "deleteOptions",
              Map.of("preconditions", Map.of("uid", uid))),
          Wire.Ack.class);
      return new Outcome.Done();
    } catch (CallFailed e) {
      return e.failure() instanceof Failure.Refused refused
          ? refusal(refused)
          : e.failure().outcome();
    }
  }

  private static Outcome refusal(Failure.Refused refused) {
    return switch (refused.code()) {
      case 404 -> refused.isNotFound() ? new Outcome.Gone() : refused.outcome();
      case 409 -> isAnotherPod(refused) ? new Outcome.Gone() : refused.outcome();
      case 429 -> budget(refused).<Outcome>map(Outcome.Blocked::new).orElse(refused.outcome());
      case 500 ->
          message(refused).contains(TWO_BUDGETS)
              ? new Outcome.Blocked(refused.problem())
              : new Outcome.Transient(refused.problem());
      default -> refused.outcome();
    };
  }

  /** The pod that was meant is gone: one with its name and another uid took its place. */
  private static boolean isAnotherPod(Failure.Refused refused) {
    String message = message(refused);
    return message.contains("uid") && message.contains("precondition");
  }

  /** A 429 without such a cause is the API server's own flow control. */
  private static Optional<String> budget(Failure.Refused refused) {
    Wire.StatusDetails details = refused.status().details();
    List<Wire.Cause> causes =
        details == null || details.causes() == null ? List.of() : details.causes();
    return causes.stream()
        .filter(cause -> "DisruptionBudget".equals(cause.reason()))
        .map(cause -> cause.message() == null ? refused.problem() : cause.message())
        .findFirst();
  }

  private static String message(Failure.Refused refused) {
    String message = refused.status().message();
    return message == null ? "" : message.toLowerCase(Locale.ROOT);
  }
}
