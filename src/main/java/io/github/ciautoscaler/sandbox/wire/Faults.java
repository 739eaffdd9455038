package io.github.ciautoscaler.sandbox.wire;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** The faults that are asked for now; the first that fits a request strikes it. */
public final class Faults {

  private final InstantSource clock;
  private final SplittableRandom random;
  private final List<Fault> active = new ArrayList<>();

  public Faults(InstantSource clock, long seed) {
    this.clock = clock;
    this.random = new SplittableRandom(seed);
  }

  public synchronized void add(Fault fault) {
    active.add(fault);
  }

  public synchronized void clear() {
    active.clear();
  }

  public synchronized List<Fault> active() {
    Instant now = clock.instant();
    active.removeIf(fault -> fault.isSpent(now));
    return List.copyOf(active);
  }

  /** The fault that strikes this request of the control-free servers. */
  synchronized Optional<Fault.Kind> strike(String face, Request request) {
    Instant now = clock.instant();
    active.removeIf(fault -> fault.isSpent(now));
    for (int i = 0; i < active.size(); i++) {
      Fault fault = active.get(i);
      if (fault.mayStrike(face, request, now) && random.nextDouble() < fault.rate()) {
        active.set(i, fault.struck());
        return Optional.of(fault.kind());
      }
    }
    return Optional.empty();
  }
}
