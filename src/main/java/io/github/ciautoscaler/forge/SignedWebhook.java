package io.github.ciautoscaler.forge;

import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.reconcile.Deliveries;
import io.github.ciautoscaler.reconcile.HookNotice;
import io.github.ciautoscaler.reconcile.Webhook;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Takes the deliveries of Gitea and Forgejo that are signed with a secret of ours. */
public final class SignedWebhook implements Webhook {

  private static final String[] SIGNATURE = {
    "x-gitea-signature", "x-forgejo-signature", "x-gogs-signature", "x-hub-signature-256"
  };
  private static final String[] EVENT = {
    "x-gitea-event", "x-forgejo-event", "x-gogs-event", "x-github-event"
  };
  private static final String[] ID = {
    "x-gitea-delivery", "x-forgejo-delivery", "x-gogs-delivery", "x-github-delivery"
  };

  private final Supplier<List<Secret>> secrets;
  private final Deliveries deliveries;
  private final Runnable wake;

  /**
   * @param secrets asked at each delivery, because their file may change; any of them may sign
   * @param wake called after a delivery that may bring a pass forward
   */
  public SignedWebhook(Supplier<List<Secret>> secrets, Deliveries deliveries, Runnable wake) {
    this.secrets = secrets;
    this.deliveries = deliveries;
    this.wake = wake;
  }

  @Override
  public Answer deliver(Delivery delivery) {
    List<Secret> ours = secrets.get();
    if (ours.isEmpty()) {
      return new Refused(
          Cause.OFF,
          "Set WEBHOOK_SECRET (or WEBHOOK_SECRET_FILE) to a long random text, and give the hook in"
              + " the forge the same secret; POST /api/webhook/install does that.");
    }
    Answer answer = signed(delivery, ours);
    if (answer instanceof Refused) {
      deliveries.refuse();
    }
    return answer;
  }

  private Answer signed(Delivery delivery, List<Secret> ours) {
    Optional<String> signature = delivery.first(SIGNATURE);
    if (signature.isEmpty()) {
      return new Refused(
          Cause.NOT_SIGNED,
          "It has no signature: give the hook in the forge the value of WEBHOOK_SECRET as its"
              + " secret.");
    }
    if (!Signature.isOfAny(ours, delivery.body(), signature.get())) {
      return new Refused(
          Cause.NOT_SIGNED,
          "Its signature is of no secret in WEBHOOK_SECRET: the hook in the forge has another"
              + " one.");
    }
    Optional<String> event = delivery.first(EVENT);
    if (event.isEmpty()) {
      return new Refused(Cause.GARBLED, "No header names the event (X-Gitea-Event).");
    }
    String id = delivery.first(ID).orElse("") + " " + signature.get();
    return HookEvent.of(event.get(), delivery.body())
        .<Answer>map(read -> heard(read, id))
        .orElseGet(() ->
            new Refused(Cause.GARBLED, "Its body is not what the forge sends with this event."));
  }

  private Answer heard(HookEvent event, String id) {
    boolean news = deliveries.hear(new HookNotice(id, event.queuedJob(), event.wakes()));
    if (news && event.wakes()) {
      wake.run();
    }
    return new Taken(event.name(), news, event.wakes());
  }
}
