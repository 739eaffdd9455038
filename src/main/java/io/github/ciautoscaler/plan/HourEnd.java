package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.BillingHour;
import io.github.ciautoscaler.fleet.ManagedNode;
import io.github.ciautoscaler.fleet.Server;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When an idle machine starts to leave: late in its paid hour, and in time to be gone before the
 * next.
 */
public final class HourEnd {

  /** How long before the boundary a machine must be gone; later it is rescued instead. */
  static final Duration SPARE = Duration.ofSeconds(30);

  private static final Duration COMFORT = Duration.ofSeconds(60);
  private static final Duration DRAIN = Duration.ofSeconds(60);

  /** Passes from the disable to the delete: disable, seen quiet, two looks, drain, remove. */
  private static final int PASSES = 5;

  private static final Duration HOUR = BillingHour.LENGTH;

  private final PlanSettings settings;
  private final Duration window;
  private final Duration quickest;
  private final Duration leadTime;

  public HourEnd(PlanSettings settings) {
    this.settings = settings;
    this.window = settings.billingWindow().compareTo(HOUR) >= 0 ? HOUR : settings.billingWindow();
    this.quickest = settings.fetchWindow().plus(settings.pollInterval().multipliedBy(PASSES));
    this.leadTime = quickest.plus(DRAIN).plus(COMFORT);
  }

  /**
   * {@code min(max(window start, idle since + idle timeout), latest)} of the hour being paid; empty
   * when nothing is ever torn down.
   */
  public Optional<Instant> removableFrom(Server server, Instant idleSince, Instant now) {
    if (settings.billingWindow().isZero()) {
      return Optional.empty();
    }
    Instant paidUntil = BillingHour.paidUntil(server.created(), now);
    Instant start = later(paidUntil.minus(window), idleSince.plus(settings.idleTimeout()));
    Instant latest = paidUntil.minus(leadTime);
    return Optional.of(start.isBefore(latest) ? start : latest);
  }

  /** The same for a managed node; empty also without a server. */
  public Optional<Instant> removableFrom(ManagedNode machine, Instant now) {
    return machine.server() == null
        ? Optional.empty()
        : removableFrom(machine.server(), machine.lifecycle().since(), now);
  }

  /** Whether a teardown that begins now can be done before the hour ends. */
  boolean isInTime(Server server, Instant now) {
    Instant done = now.plus(quickest);
    return !done.isAfter(BillingHour.paidUntil(server.created(), now).minus(SPARE));
  }

  /**
   * Whether a teardown that began in an earlier moment can no longer spare the hour it began for.
   */
  static boolean isMissed(Server server, Instant teardownSince, Instant now) {
    Instant boundary = BillingHour.paidUntil(server.created(), teardownSince);
    return !now.isBefore(boundary.minus(SPARE));
  }

  /** Whether the poll is too slow for the window, so that it is widened. */
  boolean isWidened() {
    return !settings.billingWindow().isZero() && leadTime.compareTo(settings.billingWindow()) > 0;
  }

  /** Fetch window, passes, drain, and a minute to spare. */
  Duration leadTime() {
    return leadTime;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
