package io.github.ciautoscaler.simulator;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Many seeds of one scenario after the other, and the figures that the README quotes. */
public final class Campaign {

  private final EnumMap<Fault, Long> faults = new EnumMap<>(Fault.class);
  private final List<Simulation.Result> broken = Collections.synchronizedList(new ArrayList<>());
  private final EnumMap<Excuse, Long> excuses = new EnumMap<>(Excuse.class);
  private long rollovers;
  private long seeds;
  private long passes;
  private long crashes;
  private long digest;

  /** Runs these seeds; may be called by several threads. */
  public void run(Scenario scenario, long firstSeed, long lastSeed) {
    for (long seed = firstSeed; seed <= lastSeed; seed++) {
      add(Simulation.run(scenario, seed));
    }
  }

  synchronized void add(Simulation.Result result) {
    seeds++;
    passes += result.passes();
    crashes += result.crashes();
    digest += result.digest();
    rollovers += result.rollovers();
    result.excuses().forEach((why, count) -> excuses.merge(why, count, Long::sum));
    result.faults().forEach((fault, count) -> faults.merge(fault, count, Long::sum));
    if (result.violation().isPresent()) {
      broken.add(result);
    }
  }

  /** Runs that broke an invariant. */
  public List<Simulation.Result> broken() {
    return List.copyOf(broken);
  }

  /** How often each kind of fault struck. */
  public Map<Fault, Long> faults() {
    return Map.copyOf(faults);
  }

  public long passes() {
    return passes;
  }

  public long crashes() {
    return crashes;
  }

  /** How often each excuse was used. */
  public Map<Excuse, Long> excuses() {
    return Map.copyOf(excuses);
  }

  /**
   * The faults by kind, the excuses, the digest of all days (equal where a change of the code
   * changed no behaviour), then the one line.
   */
  public void print(PrintStream out) {
    faults.forEach((fault, count) -> out.println("  " + fault + " " + count));
    out.println("ROLLOVERS judged=" + rollovers + " excused=" + used("L2"));
    for (Excuse why : Excuse.values()) {
      out.println("  " + why.invariant() + " " + why + " " + excuses.getOrDefault(why, 0L));
    }
    out.println("DIGEST " + Long.toHexString(digest));
    out.println(line());
  }

  private long used(String invariant) {
    return excuses.entrySet().stream()
        .filter(use -> use.getKey().invariant().equals(invariant))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  public synchronized String line() {
    long total = faults.values().stream().mapToLong(Long::longValue).sum();
    return "SIMULATION seeds="
        + seeds
        + " passes="
        + passes
        + " crashes="
        + crashes
        + " faults="
        + total
        + " violations="
        + broken.size();
  }

  /**
   * Simulates from a shell.
   *
   * @param args scenario (calm or storm), first seed, last seed; with the word trace after them the
   *     first seed's trace is printed line by line; the system property poll is the poll interval
   *     in seconds
   */
  public static void main(String[] args) {
    Scenario scenario =
        Scenario.named(args[0]).polling(Duration.ofSeconds(Long.getLong("poll", 5)));
    long first = Long.parseLong(args[1]);
    long last = Long.parseLong(args[2]);
    PrintStream out = System.out;
    if (args.length > 3 && args[3].equals("trace")) {
      out.println(Simulation.show(scenario, first, out::println).report());
      return;
    }
    Campaign campaign = new Campaign();
    for (long seed = first; seed <= last; seed++) {
      Simulation.Result result = Simulation.run(scenario, seed);
      campaign.add(result);
      result.violation().ifPresent(violation -> out.println(result.report()));
    }
    campaign.print(out);
  }
}
