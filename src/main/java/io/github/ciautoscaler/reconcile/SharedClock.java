package io.github.ciautoscaler.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The time that the loop lives in: the middle one of what forge, cloud and cluster say, so that
 * replicas whose own clocks are wrong write and read the same times. A steady clock carries it on,
 * which no step of NTP moves.
 */
public final class SharedClock implements InstantSource {

  /** What a clock may differ without consequence: it is told in whole seconds, some time later. */
  static final Duration TOLERANCE = Duration.ofSeconds(5);

  private static final long TOLERATED = TOLERANCE.toMillis();

  /** Whole seconds were cut off, so that what was said is on average so much earlier. */
  private static final long CUT_OFF = 500;

  /** Fewer say nothing against the own clock. */
  private static final int ENOUGH = 2;

  /** Who tells the time. */
  enum Remote {
    FORGE("Gitea"),
    CLOUD("Hetzner"),
    CLUSTER("Kubernetes");

    private final String title;

    Remote(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }

  private final InstantSource wall;
  private final InstantSource steady;
  private final boolean compares;
  private final @Nullable ServerTime[] last = new @Nullable ServerTime[Remote.values().length];

  /** By how many milliseconds each clock is ahead of the steady one. */
  private final Map<Remote, Long> ahead = new EnumMap<>(Remote.class);

  private volatile long correction;

  private SharedClock(InstantSource wall, InstantSource steady, boolean compares) {
    this.wall = wall;
    this.steady = steady;
    this.compares = compares;
  }

  /**
   * @param wall what this machine takes for the time now; may be wrong, and may jump
   * @param steady never jumps; began as {@code wall} did
   */
  public static SharedClock of(InstantSource wall, InstantSource steady) {
    return new SharedClock(wall, steady, true);
  }

  /** A clock that is right by definition, as that of a simulated world. */
  public static SharedClock right(InstantSource clock) {
    return new SharedClock(clock, clock, false);
  }

  @Override
  public Instant instant() {
    return shared(steady.instant());
  }

  /** Whether it is compared with the systems' clocks; one that is right by definition is not. */
  public boolean isCompared() {
    return compares;
  }

  /** What the shared time was when the steady clock told this. */
  Instant shared(Instant told) {
    return correction == 0 ? told : told.plusMillis(correction);
  }

  /** For lengths of time within this process; what it tells is nobody else's time. */
  public InstantSource steady() {
    return steady;
  }

  /**
   * Compares itself with what was heard. By one thread.
   *
   * @return by how much the time was set, and moments remembered from before are to be moved
   */
  Duration compare(
      Optional<ServerTime> forge, Optional<ServerTime> cloud, Optional<ServerTime> cluster) {
    if (!compares) {
      return Duration.ZERO;
    }
    boolean news = hear(Remote.FORGE, forge.orElse(null));
    news |= hear(Remote.CLOUD, cloud.orElse(null));
    news |= hear(Remote.CLUSTER, cluster.orElse(null));
    if (!news || ahead.size() < ENOUGH) {
      return Duration.ZERO;
    }
    long change = agreed() - correction;
    if (Math.abs(change) < TOLERATED) {
      return Duration.ZERO;
    }
    correction += change;
    return Duration.ofMillis(change);
  }

  private boolean hear(Remote system, @Nullable ServerTime heard) {
    if (heard == null || heard == last[system.ordinal()]) {
      return false;
    }
    last[system.ordinal()] = heard;
    long now = millis(heard.said()) + CUT_OFF - millis(heard.heard()) + correction;
    Long before = ahead.get(system);
    if (before != null && Math.abs(now - before) < TOLERATED) {
      return false;
    }
    ahead.put(system, now);
    return true;
  }

  private static long millis(Instant then) {
    return then.toEpochMilli();
  }

  /** The middle one of three: the own one counts while a system was not heard. */
  private long agreed() {
    long[] all = new long[Remote.values().length];
    Arrays.fill(all, ownAhead());
    int count = 0;
    for (long one : ahead.values()) {
      all[count++] = one;
    }
    Arrays.sort(all);
    return all[all.length / 2];
  }

  /** Not zero once the clock of this machine was set. */
  private long ownAhead() {
    return millis(wall.instant()) - millis(steady.instant());
  }

  /** By how much the cloud's clock, which counts the paid hours, is ahead of this one. */
  Duration cloudAhead() {
    long apart = ahead.getOrDefault(Remote.CLOUD, correction) - correction;
    return Math.abs(apart) < TOLERATED ? Duration.ZERO : Duration.ofMillis(apart);
  }

  /** Whether every clock that is known agrees with the shared time so far. */
  boolean allWithin(Duration tolerated) {
    long most = tolerated.toMillis();
    for (long one : ahead.values()) {
      if (Math.abs(one - correction) > most) {
        return false;
      }
    }
    return !compares || Math.abs(ownAhead() - correction) <= most;
  }

  /** By how much the clock of this machine is ahead of the shared time, behind where negative. */
  Duration machineAhead() {
    return compares ? Duration.ofMillis(ownAhead() - correction) : Duration.ZERO;
  }

  /** By how much each system's clock is ahead of the shared time, as far as heard. */
  Map<Remote, Duration> systemsAhead() {
    Map<Remote, Duration> all = new EnumMap<>(Remote.class);
    ahead.forEach((system, millis) -> all.put(system, Duration.ofMillis(millis - correction)));
    return all;
  }
}
