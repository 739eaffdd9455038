package io.github.ciautoscaler.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.PriorityQueue;

/**
 * Forge, cloud and cluster on one virtual clock. Nothing happens but in {@link #advanceTo}: a run
 * is a pure function of the settings and of what is asked of the three parts, and when.
 *
 * <p>Not safe for use by several threads; who drives it in real time holds one lock around it.
 */
public final class World implements InstantSource {

  private final WorldSettings settings;
  private final Dice dice;
  private final Trace trace = new Trace();
  private final PriorityQueue<Due> queue = new PriorityQueue<>();
  private long nowMillis;
  private Instant now;
  private long sequence;
  private final Origins origins = new Origins();
  private final CloudWorld cloud;
  private final Machines machines;
  private final ForgeWorld forge;
  private final ClusterWorld cluster;

  public World(WorldSettings settings) {
    this.settings = settings;
    this.dice = new Dice(settings.seed());
    this.now = settings.start();
    this.nowMillis = now.toEpochMilli();
    this.forge = new ForgeWorld(this);
    this.cluster = new ClusterWorld(this, forge);
    this.machines = new Machines(this, cluster);
    this.cloud = new CloudWorld(this, machines);
  }

  public WorldSettings settings() {
    return settings;
  }

  public ForgeWorld forge() {
    return forge;
  }

  public CloudWorld cloud() {
    return cloud;
  }

  public ClusterWorld cluster() {
    return cluster;
  }

  /** Who made what. */
  public Origins origins() {
    return origins;
  }

  Machines machines() {
    return machines;
  }

  public Trace trace() {
    return trace;
  }

  public Dice dice() {
    return dice;
  }

  /** The world's true time. Each part's own clock may differ by its skew. */
  public Instant now() {
    return now;
  }

  @Override
  public Instant instant() {
    return now;
  }

  /** Runs everything that is due until then, in order, and stops the clock there. */
  public void advanceTo(Instant then) {
    long target = then.toEpochMilli();
    Due due = queue.peek();
    while (due != null && due.at <= target) {
      queue.poll();
      setNow(Math.max(due.at, nowMillis));
      due.event.run();
      due = queue.peek();
    }
    if (target > nowMillis) {
      setNow(target);
    }
  }

  public void advance(Duration length) {
    advanceTo(now.plus(length));
  }

  /** Lets something happen after a while. What is due at one moment happens in the order asked. */
  public void after(Duration delay, Runnable event) {
    afterMillis(delay.toMillis(), event);
  }

  void afterMillis(long delay, Runnable event) {
    queue.add(new Due(nowMillis + Math.max(0, delay), sequence++, event));
  }

  /** Between both, in seconds. */
  void afterSeconds(long least, long most, Runnable event) {
    afterMillis(dice.between(least * 1000, most * 1000), event);
  }

  /** Writes a line of the trace. */
  public void log(String machine, String text) {
    trace.add(now, machine, text);
  }

  /** The same with a sentence beside it, which two equal days may word differently. */
  void log(String machine, String text, String sentence) {
    trace.add(now, machine, text, sentence);
  }

  private void setNow(long millis) {
    if (millis != nowMillis) {
      nowMillis = millis;
      now = Instant.ofEpochMilli(millis);
    }
  }

  private record Due(long at, long order, Runnable event) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }
}
