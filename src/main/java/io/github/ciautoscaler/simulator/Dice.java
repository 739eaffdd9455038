package io.github.ciautoscaler.simulator;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** The one source of chance: the same seed throws the same numbers in the same order. */
public final class Dice {

  private final SplittableRandom random;

  public Dice(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** Whether something happens that happens so often; 0 draws nothing, so that it costs nothing. */
  public boolean chance(double probability) {
    return probability > 0 && random.nextDouble() < probability;
  }

  /** Evenly between both, both included. */
  public long between(long low, long high) {
    return low >= high ? low : random.nextLong(low, high + 1);
  }

  /** The wait for what happens so often an hour, independently of when it happened last. */
  public Duration waitFor(double timesAnHour) {
    double hours = -Math.log(1 - random.nextDouble()) / timesAnHour;
    return Duration.ofMillis((long) (Math.min(hours, 10_000) * 3_600_000));
  }

  /** Evenly between both, in whole milliseconds. */
  public Duration between(Duration low, Duration high) {
    return Duration.ofMillis(between(low.toMillis(), high.toMillis()));
  }

  public <T> T oneOf(List<T> things) {
    return things.get(random.nextInt(things.size()));
  }

  public long bits() {
    return random.nextLong();
  }

  /** So many lower-case hexadecimal digits. */
  public String hex(int digits) {
    StringBuilder text = new StringBuilder(digits);
    for (int i = 0; i < digits; i++) {
      text.append(Character.forDigit(random.nextInt(16), 16));
    }
    return text.toString();
  }

  /** So many characters of [a-z0-9]. */
  public String word(int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(Character.forDigit(random.nextInt(36), 36));
    }
    return text.toString();
  }

  /** In the form of a version 4 UUID. */
  public String uuid() {
    return hex(8) + "-" + hex(4) + "-4" + hex(3) + "-a" + hex(3) + "-" + hex(12);
  }
}
