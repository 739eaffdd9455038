package io.github.ciautoscaler.hetzner;

import java.time.Duration;

/**
 * How long the API may take. What a server is made of comes with each order.
 *
 * @param answerWithin most that one request may take from first to last byte
 * @param createWithin the same for ordering a server, which Hetzner answers slowly
 * @param rememberFor how long resolved names are used before they are asked for again
 */
public record HetznerSettings(Duration answerWithin, Duration createWithin, Duration rememberFor) {

  /** The time-outs that suit the real API. */
  public static final HetznerSettings USUAL =
      new HetznerSettings(Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofHours(1));
}
