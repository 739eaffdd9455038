package io.github.ciautoscaler.reconcile;

import java.util.Map;
import java.util.Optional;

/** Takes what somebody sends to the webhook's address. Never throws. */
public interface Webhook {

  Answer deliver(Delivery delivery);

  /**
   * One request.
   *
   * @param headers by name in small letters
   * @param body as it came: its signature is over these bytes
   */
  record Delivery(Map<String, String> headers, byte[] body) {
    public Delivery {
      headers = Map.copyOf(headers);
    }

    /** The first of these headers that is there and not empty. */
    public Optional<String> first(String... names) {
      for (String name : names) {
        String value = headers.getOrDefault(name, "").strip();
        if (!value.isEmpty()) {
          return Optional.of(value);
        }
      }
      return Optional.empty();
    }
  }

  /** What became of it. */
  sealed interface Answer {}

  /**
   * It is signed by our forge.
   *
   * @param event the forge's word
   * @param news false where it was delivered before
   * @param wakes whether it may bring a pass forward
   */
  record Taken(String event, boolean news, boolean wakes) implements Answer {}

  /** Nothing was done. The message says how to mend it. */
  record Refused(Cause cause, String message) implements Answer {}

  /** Why a delivery is refused. */
  enum Cause {
    /** No WEBHOOK_SECRET is set. */
    OFF,
    /** No signature, or one of no secret of ours. */
    NOT_SIGNED,
    /** Signed, and not to be read. */
    GARBLED
  }
}
