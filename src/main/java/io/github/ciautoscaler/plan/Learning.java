package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Age;
import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.StateChange;
import io.github.ciautoscaler.fleet.StoredState;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is done for jobs whose labels a pool's runners may offer, and nobody knows: before any
 * runner has shown its labels, and where they are only remembered for long. One machine at a time
 * is launched for them all, and its runner shows what holds.
 */
final class Learning {

  /** Labels that no runner showed for so long may have changed; so rarely is that looked up. */
  static final Duration MEMORY_LASTS = Duration.ofHours(12);

  private final FleetState fleet;
  private final PlanSettings settings;
  private final StoredState stored;
  private final Instant now;
  private final Set<String> awaited = new HashSet<>();

  Learning(FleetState fleet, PlanSettings settings) {
    this.fleet = fleet;
    this.settings = settings;
    this.stored = fleet.seen().stored();
    this.now = fleet.seen().now();
    for (Machine machine : fleet.machines()) {
      boolean failed = settings.isLaunchOverdue(machine, now);
      if (!failed && machine.countsTowardsMaximum()) {
        awaited.add(machine.pool());
      }
    }
  }

  /** The first pool whose runners may offer these without anybody knowing; null: none may. */
  @Nullable Pool poolFor(JobGroup group) {
    return settings.pools().stream()
        .filter(pool -> group.isOpen(pool) && mayOffer(pool, group.labels()))
        .findFirst()
        .orElse(null);
  }

  private boolean mayOffer(Pool pool, Set<String> labels) {
    if (pool.labels() != null || !pool.demand().jobs()) {
      return false;
    }
    if (!isRemembered(pool)) {
      return labels.contains(Offers.ORIGINAL_LABEL);
    }
    return isOld(pool) && (isAwaited(pool) || !mayProbeFrom(pool).isAfter(now)) && !waits(labels);
  }

  /** Whether a machine of this pool is there, or on its way, whose runner shows its labels. */
  boolean isAwaited(Pool pool) {
    return awaited.contains(pool.name());
  }

  /** Whether the pool's labels were known once. */
  boolean isRemembered(Pool pool) {
    return stored.runners().shownLabels().containsKey(pool.name());
  }

  private boolean isOld(Pool pool) {
    Instant since = stored.runners().rememberedSince().get(pool.name());
    return Age.of(since, now).reached(MEMORY_LASTS);
  }

  private Instant mayProbeFrom(Pool pool) {
    Instant since = stored.runners().rememberedSince().getOrDefault(pool.name(), now);
    Instant probe = stored.runners().probes().getOrDefault(pool.name(), since);
    return (probe.isAfter(since) ? probe : since).plus(MEMORY_LASTS);
  }

  /** Whether a runner that is none of our machines' offers these, and takes them when it can. */
  private boolean waits(Set<String> labels) {
    return fleet.permanentRunners().stream()
        .anyMatch(runner -> runner.online() && !runner.disabled() && runner.fits(labels));
  }

  /** Why a machine is launched for jobs with these labels. */
  Reason launched(Pool pool, Set<String> labels) {
    String unknown =
        isRemembered(pool)
            ? "The labels of pool " + pool.name() + " are remembered since " + since(pool) + "."
            : "Which labels pool " + pool.name() + " has is not known.";
    return new Reason(
        Code.LEARNING_LABELS,
        unknown + " This machine's runner shows whether it offers " + inOrder(labels) + ".");
  }

  /** Why jobs with these labels wait. */
  Reason waiting(Pool pool, Set<String> labels) {
    return new Reason(
        Code.LEARNING_LABELS,
        "It waits for a runner of pool "
            + pool.name()
            + " to show whether it offers "
            + inOrder(labels)
            + "; one machine at a time is launched for that. Set RUNNER_LABELS to the labels of your"
            + " runners: then nothing has to be learnt.");
  }

  /** Why no machine comes for jobs with these labels. */
  Reason notOffered(Set<String> labels) {
    StringBuilder why = new StringBuilder("No pool's runners offer all of " + inOrder(labels));
    why.append('.');
    for (Pool pool : settings.pools()) {
      if (!pool.demand().jobs()) {
        continue;
      }
      if (pool.labels() == null && !isRemembered(pool)) {
        why.append(" No runner of pool " + pool.name() + " has shown its labels yet, and");
        why.append(" RUNNER_LABELS is not set: only linux is expected of it.");
      } else if (pool.labels() == null
          && stored.runners().rememberedSince().containsKey(pool.name())) {
        why.append(remembered(pool, labels));
      }
    }
    return new Reason(Code.NOT_OFFERED, why.toString());
  }

  private String remembered(Pool pool, Set<String> labels) {
    List<String> sets =
        stored.runners().shownLabels().getOrDefault(pool.name(), Set.of()).stream()
            .map(set -> inOrder(set).toString())
            .sorted()
            .toList();
    String next =
        waits(labels)
            ? "A runner that is none of our machines offers them."
            : "One machine looks again from " + seconds(mayProbeFrom(pool)) + " on.";
    return " The labels of pool %s, %s, are remembered since %s, when its last runner was gone. %s"
            .formatted(pool.name(), String.join(" or ", sets), since(pool), next)
        + " If they changed, set RUNNER_LABELS.";
  }

  /**
   * Remembers which labels each pool shows, and since when they are only remembered.
   *
   * @param fleetKnown whether a pool that shows no runner has none
   * @return whether a pool shows other labels than before
   */
  static boolean remember(FleetState fleet, boolean fleetKnown, Proposals actions) {
    StoredState stored = fleet.seen().stored();
    Map<String, Set<Set<String>>> showing = Offers.shownNow(fleet);
    boolean changed = false;
    for (Map.Entry<String, Set<Set<String>>> shows : showing.entrySet()) {
      String pool = shows.getKey();
      boolean others = !shows.getValue().equals(stored.runners().shownLabels().get(pool));
      if (others || stored.runners().rememberedSince().containsKey(pool)) {
        actions.remember(new StateChange.LabelsShown(pool, shows.getValue()));
      }
      changed |= others;
    }
    for (String pool : stored.runners().shownLabels().keySet()) {
      boolean since = stored.runners().rememberedSince().containsKey(pool);
      if (fleetKnown && !since && !showing.containsKey(pool)) {
        actions.remember(new StateChange.LabelsRemembered(pool, fleet.seen().now()));
      }
    }
    return changed;
  }

  private String since(Pool pool) {
    return seconds(stored.runners().rememberedSince().getOrDefault(pool.name(), now));
  }

  private static String seconds(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static List<String> inOrder(Set<String> labels) {
    return labels.stream().sorted().toList();
  }
}
