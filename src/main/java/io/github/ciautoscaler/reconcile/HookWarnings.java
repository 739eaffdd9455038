package io.github.ciautoscaler.reconcile;

import io.github.ciautoscaler.plan.Plan.Warning;
import io.github.ciautoscaler.plan.PlanSettings;
import io.github.ciautoscaler.plan.Reason.Code;
import java.util.List;

/** Says that jobs come which no delivery of the webhook announced. */
final class HookWarnings {

  private static final String MEND =
      " POST /api/webhook/install creates or repairs the hook and says what the forge knows of its"
          + " deliveries. One of several replicas hears no delivery that another one took: run one"
          + " replica where a webhook is to slow polling.";

  private HookWarnings() {}

  static List<Warning> about(HookStatus hook, PlanSettings.Pace pace) {
    HookStatus.Missing missing = hook.missing();
    if (missing == null) {
      return List.of();
    }
    return List.of(
        new Warning(
            Code.WEBHOOK_BROKEN.name(),
            "The forge's webhook is broken: job "
                + missing.job()
                + " came at "
                + missing.seen()
                + " and no delivery announced it. Jobs are found by polling every "
                + pace.poll().toSeconds()
                + " s."
                + MEND));
  }
}
