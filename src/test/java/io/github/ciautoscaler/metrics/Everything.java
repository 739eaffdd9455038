package io.github.ciautoscaler.metrics;

import static io.github.ciautoscaler.reconcile.Machines.busy;
import static io.github.ciautoscaler.reconcile.Machines.idle;
import static io.github.ciautoscaler.reconcile.Machines.job;
import static io.github.ciautoscaler.reconcile.Machines.name;
import static io.github.ciautoscaler.reconcile.Machines.server;

import io.github.ciautoscaler.fleet.CoolDown;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Pools;
import io.github.ciautoscaler.fleet.StoredStates;
import io.github.ciautoscaler.plan.Action;
import io.github.ciautoscaler.plan.Decision;
import io.github.ciautoscaler.plan.Effect;
import io.github.ciautoscaler.plan.PoolOutlook;
import io.github.ciautoscaler.plan.Reason;
import io.github.ciautoscaler.plan.Reason.Code;
import io.github.ciautoscaler.reconcile.Outcome;
import io.github.ciautoscaler.reconcile.PassReport;
import io.github.ciautoscaler.reconcile.ReportBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A pass after which every family has a series. */
final class Everything {

  private Everything() {}

  static PassReport report(Instant now) {
    Offering offering = new Offering("ccx33", "nbg1");
    Effect create =
        new Effect.CreateServer(
            Pools.joining(name(1), null), Pools.ofDefault(5, offering), offering, Map.of());
    Reason why = new Reason(Code.QUEUE_EXCEEDS_CAPACITY, "A job waits.");
    return ReportBuilder.at(now)
        .pool(new PoolOutlook(Pools.ofDefault(5, offering), 1, null, null))
        .machine(busy(1, now.minusSeconds(662), job(7, 1L, "linux")))
        .machine(idle(2, now.minusSeconds(600), now.minusSeconds(60)))
        .decided(new Decision("default", null, new Reason(Code.AT_MAX_NODES, "Full.")))
        .ended(
            new Action(name(1), Action.Kind.CREATE, why, List.of(create)),
            new Outcome.Created(server(1, now)))
        .stored(stored ->
            StoredStates.withCoolDowns(
                stored,
                all ->
                    Map.of(
                        offering, new CoolDown(now.plusSeconds(300), CoolDown.Cause.SOLD_OUT, ""))))
        .build();
  }
}
