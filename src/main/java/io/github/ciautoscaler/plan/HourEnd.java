package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.BillingHour;
import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.ForgeInfo;
import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.MeasuredTermination;
import io.github.ciautoscaler.fleet.Observation;
import io.github.ciautoscaler.fleet.Phase;
import io.github.ciautoscaler.fleet.Phase.Terminating;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.fleet.StoredState;
import io.github.ciautoscaler.fleet.WorkConditions;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * When an idle machine starts to leave: late in its paid hour, and in time to be gone before the
 * next.
 */
public final class HourEnd {

  /** How long a removal may take, until one was measured. */
  private static final Duration UNMEASURED = Duration.ofSeconds(30);

  private static final Duration MARGIN = Duration.ofSeconds(10);
  private static final Duration LONGEST_SPARE = Duration.ofSeconds(60);

  /** Passes from the first look to the removal. */
  private static final int PASSES_OF_LOOKS = 2;

  private static final Duration COMFORT = Duration.ofSeconds(60);
  private static final Duration DRAIN = Duration.ofSeconds(60);

  /** Passes from the disable to the delete: disable, seen quiet, two looks, drain, remove. */
  private static final int PASSES = 5;

  private static final Duration HOUR = BillingHour.LENGTH;

  private final PlanSettings settings;
  private final Duration quickest;
  private final Duration leadTime;
  private final Duration spare;
  private final boolean isMeasured;

  HourEnd(PlanSettings settings, Observation seen) {
    StoredState stored = seen.stored();
    boolean mustProve =
        seen.forge().wasRead() && !seen.forgeCan(ForgeInfo.Capability.JOB_NAMES_RUNNER);
    this.settings = settings;
    this.spare = spare(stored);
    this.isMeasured = !stored.measurements().terminations().isEmpty();
    this.quickest = settings.pace().fetchWindow().plus(settings.pace().poll().multipliedBy(PASSES));
    Duration proof = mustProve ? WorkConditions.REST : Duration.ZERO;
    this.leadTime = quickest.plus(DRAIN).plus(COMFORT).plus(proof);
  }

  /**
   * How long before the boundary a removal must begin: as long as the longest of the latest ones
   * took, and ten seconds; a minute at most.
   */
  public static Duration spare(StoredState stored) {
    return stored.measurements().terminations().stream()
        .map(MeasuredTermination::took)
        .max(Comparator.naturalOrder())
        .map(MARGIN::plus)
        .map(spare -> spare.compareTo(LONGEST_SPARE) > 0 ? LONGEST_SPARE : spare)
        .orElse(UNMEASURED);
  }

  /**
   * {@code min(max(window start, idle since + idle timeout), latest)} of the hour being paid; empty
   * when nothing is ever terminated.
   */
  Optional<Instant> removableFrom(Server server, Instant idleSince, Instant now) {
    Pool.Times times = timesOf(server);
    if (times.billingWindow().isZero()) {
      return Optional.empty();
    }
    Duration window = times.billingWindow().compareTo(HOUR) >= 0 ? HOUR : times.billingWindow();
    Instant paidUntil = BillingHour.paidUntil(server.created(), now);
    Instant start = later(paidUntil.minus(window), idleSince.plus(times.idle()));
    Instant latest = paidUntil.minus(leadTime);
    return Optional.of(start.isBefore(latest) ? start : latest);
  }

  /** Its own label tells the pool: no machine is needed to ask. */
  private Pool.Times timesOf(Server server) {
    return settings.timesOf(server.labels().getOrDefault(Labels.POOL, Pool.DEFAULT));
  }

  /**
   * By name: when the termination of an idle machine may begin, or when one under way began; not
   * for a machine that works or does not serve yet.
   */
  Map<String, Instant> removableFrom(FleetState fleet) {
    Map<String, Instant> from = new HashMap<>();
    for (Machine machine : fleet.machines()) {
      switch (machine.phase()) {
        case Phase.Launching _ -> {}
        case Phase.InService _ -> {
          if (machine.isIdle()) {
            removableFrom(machine, fleet.seen().now())
                .ifPresent(when -> from.put(machine.name(), when));
          }
        }
        case Phase.Terminating terminating -> from.put(machine.name(), terminating.since());
      }
    }
    return from;
  }

  private Optional<Instant> removableFrom(Machine machine, Instant now) {
    return machine.server() == null
        ? Optional.empty()
        : removableFrom(machine.server(), machine.phase().since(), now);
  }

  /** Whether its termination may begin now, and can be done before the hour ends. */
  boolean isDue(Server server, Instant idleSince, Instant now) {
    return isInTime(server, now)
        && removableFrom(server, idleSince, now).filter(from -> !now.isBefore(from)).isPresent();
  }

  /** Whether a termination that begins now can be done before the hour ends. */
  boolean isInTime(Server server, Instant now) {
    Instant done = now.plus(quickest);
    return !done.isAfter(BillingHour.paidUntil(server.created(), now).minus(spare));
  }

  /**
   * Whether a termination that began in an earlier moment can no longer spare the hour it began
   * for.
   */
  boolean isMissed(Server server, Terminating terminating, Instant now) {
    Instant boundary = BillingHour.paidUntil(server.created(), terminating.since());
    return !now.isBefore(boundary.minus(stillNeeds(terminating, now)));
  }

  /** The rest of the fetch window, the looks, and the removal, as far as they are to come. */
  private Duration stillNeeds(Terminating terminating, Instant now) {
    if (!isMeasured || terminating.step() != Terminating.Step.DISABLING) {
      return spare;
    }
    Duration looks = settings.pace().poll().multipliedBy(PASSES_OF_LOOKS);
    Instant quiet = terminating.looks().quietSince();
    Duration passed = quiet == null ? Duration.ZERO : Duration.between(quiet, now);
    Duration fetches = settings.pace().fetchWindow().minus(passed);
    return spare.plus(looks).plus(fetches.isNegative() ? Duration.ZERO : fetches);
  }

  /** Whether the poll is too slow for the window, so that it is widened. */
  boolean isWidened() {
    return settings.pools().stream()
        .map(pool -> settings.timesOf(pool.name()).billingWindow())
        .anyMatch(window -> !window.isZero() && leadTime.compareTo(window) > 0);
  }

  /**
   * Fetch window, passes, drain, and a minute to spare; and where the forge does not say who works,
   * the time until a job that begins meanwhile is known to be elsewhere.
   */
  Duration leadTime() {
    return leadTime;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
