package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.BillingHour;
import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Observation;
import io.github.ciautoscaler.fleet.Phase;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.WarmCapacity;
import io.github.ciautoscaler.plan.Assignment.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/**
 * Whether nothing but a new job can give the autoscaler something to do for a while: no step is
 * under way, no paid hour ends, nothing goes by the clock or by pods. Then passes may be further
 * apart, as long as somebody else says when a job comes.
 */
public final class Rest {

  /** Jobs that wait for nothing that a pass could do. */
  private static final Set<Standing> LEFT_ALONE = EnumSet.of(Standing.UNSERVABLE, Standing.IGNORED);

  private final PlanSettings settings;
  private final Duration until;

  /**
   * @param until how long until the next pass, if it may rest
   */
  public Rest(PlanSettings settings, Duration until) {
    this.settings = settings;
    this.until = until;
  }

  /** After this pass, which planned this. */
  public boolean isAllowed(FleetState fleet, Plan plan) {
    Observation seen = fleet.seen();
    return plan.actions().isEmpty()
        && seen.inFlight().isEmpty()
        && seen.stored().launches().pending().isEmpty()
        && fleet.orphans().nodes().isEmpty()
        && fleet.orphans().runners().isEmpty()
        && plan.jobs().stream().allMatch(job -> LEFT_ALONE.contains(job.standing()))
        && fleet.machines().stream().allMatch(machine -> rests(machine, fleet))
        && settings.pools().stream().allMatch(pool -> rests(pool, seen.now()));
  }

  private boolean rests(Machine machine, FleetState fleet) {
    return machine.isOurs()
        && machine.phase() instanceof Phase.InService
        && machine.server() != null
        && !isHourNearItsEnd(machine.server().created(), machine.pool(), fleet);
  }

  /** Its termination may begin before the pass after the next. */
  private boolean isHourNearItsEnd(Instant created, String pool, FleetState fleet) {
    Duration window = settings.timesOf(pool).billingWindow();
    if (window.isZero()) {
      return false;
    }
    Duration lead = new HourEnd(settings, fleet.seen()).leadTime();
    Instant now = fleet.seen().now();
    Instant begins =
        BillingHour.paidUntil(created, now).minus(window.compareTo(lead) > 0 ? window : lead);
    return !begins.isAfter(now.plus(until).plus(settings.pace().poll()));
  }

  /**
   * What it holds ready goes by the clock and by the slots in use; pods announce themselves not.
   */
  private boolean rests(Pool pool, Instant now) {
    WarmCapacity.Entry entry = pool.warm().at(now);
    boolean holds = entry != null && entry.wanted(Integer.MAX_VALUE) > 0;
    Instant next = now.plus(until).plus(settings.pace().poll());
    boolean changes = pool.warm().nextChange(now).filter(then -> !then.isAfter(next)).isPresent();
    return !pool.demand().hasPods() && !holds && !changes;
  }
}
