package io.github.ciautoscaler.sandbox.wire;

/** One simulated product, as its clients see it. */
public interface Face {

  /** gitea, hetzner, kubernetes or control. */
  String name();

  /** Called by one thread at a time, with the world's clock at the present. */
  Response answer(Request request);

  /** How this product words a refusal that a fault asked for. */
  Response refusal(Refusal why);

  /** Refusals whose wording differs from product to product. */
  enum Refusal {
    BAD_TOKEN,
    TOO_MANY_REQUESTS,
    SERVER_ERROR
  }
}
