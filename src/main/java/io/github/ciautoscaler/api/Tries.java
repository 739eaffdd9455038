package io.github.ciautoscaler.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Limits how often one address may guess a token. */
final class Tries {

  static final int MOST = 5;
  static final Duration WITHIN = Duration.ofMinutes(1);
  private static final int MOST_ADDRESSES = 1_000;

  private record Failed(int times, Instant since) {}

  private final InstantSource clock;
  private final Map<String, Failed> all = new LinkedHashMap<>();

  Tries(InstantSource clock) {
    this.clock = clock;
  }

  synchronized boolean mayTry(String address) {
    Instant now = clock.instant();
    Failed failed = all.get(address);
    return failed == null || failed.times() < MOST || isOver(failed, now);
  }

  synchronized void failed(String address) {
    Instant now = clock.instant();
    all.merge(
        address,
        new Failed(1, now),
        (before, fresh) ->
            isOver(before, now) ? fresh : new Failed(before.times() + 1, before.since()));
    if (all.size() > MOST_ADDRESSES) {
      all.remove(all.keySet().iterator().next());
    }
  }

  private static boolean isOver(Failed failed, Instant now) {
    return now.isAfter(failed.since().plus(WITHIN));
  }
}
