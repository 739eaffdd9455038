package io.github.ciautoscaler.api;

import io.github.ciautoscaler.reconcile.HookStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with the forge's webhook.
 *
 * @param announcesJobs whether the latest jobs were all announced, so that polling may be slower
 * @param lastDelivery null before the first
 * @param missing the job by which it was found broken; null while it is not
 */
record WebhookView(
    String state,
    boolean announcesJobs,
    @Nullable Instant lastDelivery,
    long deliveries,
    long refused,
    long missedJobs,
    @Nullable MissingView missing) {

  record MissingView(long job, Instant seen) {}

  static WebhookView of(HookStatus hook) {
    HookStatus.Missing missing = hook.missing();
    return new WebhookView(
        hook.state().name(),
        hook.trusted(),
        hook.lastDelivery(),
        hook.counts().taken(),
        hook.counts().refused(),
        hook.counts().missed(),
        missing == null ? null : new MissingView(missing.job(), missing.seen()));
  }
}
