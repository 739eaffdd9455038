package io.github.ciautoscaler.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** Says how far a replay is, a line for every tenth of the trace. */
final class Progress {

  private static final int PARTS = 10;

  private final String title;
  private final Consumer<String> teller;
  private int told;
  private Duration whole = Duration.ZERO;

  /**
   * @param teller gets each line
   */
  Progress(String title, Consumer<String> teller) {
    this.title = title;
    this.teller = teller;
  }

  void reached(JobTrace trace, Instant now) {
    if (whole.isZero()) {
      whole = Duration.between(trace.begins(), trace.ends()).plusSeconds(1);
    }
    long done = Duration.between(trace.begins(), now).toSeconds();
    int parts = (int) Math.clamp(PARTS * done / whole.toSeconds(), 0, PARTS);
    if (parts > told) {
      told = parts;
      teller.accept(title + ": " + 100 * parts / PARTS + " %");
    }
  }
}
