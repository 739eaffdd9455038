package io.github.ciautoscaler.simulator;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** How often each kind of trouble comes, and how often it came. All off at first. */
public final class Faults {

  private final Dice dice;
  private final double[] rates = new double[Fault.values().length];
  private final Set<Part> down = EnumSet.noneOf(Part.class);
  private final EnumMap<Fault, Long> counts = new EnumMap<>(Fault.class);

  /** What can be down by itself. */
  enum Part {
    FORGE,
    FORGE_JOBS,
    CLOUD,
    CLUSTER
  }

  public Faults(Dice dice) {
    this.dice = dice;
  }

  /**
   * @param rate a share of calls, or events an hour for accidents; 0 is never
   */
  public void set(Fault fault, double rate) {
    rates[fault.ordinal()] = rate;
  }

  public void setAll(Map<Fault, Double> all) {
    all.forEach(this::set);
  }

  public double rate(Fault fault) {
    return rates[fault.ordinal()];
  }

  /** From now on nothing goes wrong any more. */
  public void stop() {
    java.util.Arrays.fill(rates, 0);
  }

  void setDown(Part part, boolean isDown) {
    if (isDown) {
      down.add(part);
    } else {
      down.remove(part);
    }
  }

  boolean isDown(Part part) {
    return down.contains(part);
  }

  /** Whether this kind strikes now; counted if so. */
  public boolean strikes(Fault fault) {
    boolean strikes = dice.chance(rates[fault.ordinal()]);
    if (strikes) {
      count(fault);
    }
    return strikes;
  }

  void count(Fault fault) {
    counts.merge(fault, 1L, Long::sum);
  }

  /** How often each kind struck. */
  public Map<Fault, Long> counts() {
    return Collections.unmodifiableMap(counts);
  }

  public long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
