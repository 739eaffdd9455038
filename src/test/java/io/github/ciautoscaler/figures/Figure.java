package io.github.ciautoscaler.figures;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;

/** Measures something many times and prints its median beside its bound, with machine and date. */
final class Figure {

  private Figure() {}

  /**
   * @param boundMillis what the median may be
   * @param warmUps runs that are not counted
   */
  static double median(String what, double boundMillis, int warmUps, int runs, Callable<?> work)
      throws Exception {
    for (int i = 0; i < warmUps; i++) {
      work.call();
    }
    double[] millis = new double[runs];
    for (int i = 0; i < runs; i++) {
      long began = System.nanoTime();
      work.call();
      millis[i] = (System.nanoTime() - began) / 1e6;
    }
    Arrays.sort(millis);
    print(what, millis[runs / 2], boundMillis, "ms, median of " + runs + ", " + range(millis));
    return millis[runs / 2];
  }

  static void print(String what, double value, double bound, String unit) {
    print(what, value, unit, "bound", bound, value <= bound);
  }

  /** Prints what must not be less than its bound. */
  static void printAtLeast(String what, double value, double bound, String unit) {
    print(what, value, unit, "at least", bound, value >= bound);
  }

  private static void print(
      String what, double value, String unit, String word, double bound, boolean kept) {
    System.out.printf(
        Locale.ROOT,
        "FIGURE %s: %.1f %s (%s %.0f: %s; %s %d cores, Java %s, %s)%n",
        what,
        value,
        unit,
        word,
        bound,
        kept ? "kept" : "MISSED",
        System.getProperty("os.arch"),
        Runtime.getRuntime().availableProcessors(),
        Runtime.version(),
        Instant.now().truncatedTo(ChronoUnit.MINUTES));
  }

  private static String range(double[] sorted) {
    return String.format(Locale.ROOT, "%.1f to %.1f", sorted[0], sorted[sorted.length - 1]);
  }
}
