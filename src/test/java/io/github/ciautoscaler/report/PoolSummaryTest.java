package io.github.ciautoscaler.report;

import static io.github.ciautoscaler.reconcile.Machines.busy;
import static io.github.ciautoscaler.reconcile.Machines.draining;
import static io.github.ciautoscaler.reconcile.Machines.idle;
import static io.github.ciautoscaler.reconcile.Machines.job;
import static io.github.ciautoscaler.reconcile.Machines.name;
import static io.github.ciautoscaler.reconcile.Machines.provisioning;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.BackOff;
import io.github.ciautoscaler.fleet.BootFailures;
import io.github.ciautoscaler.fleet.CoolDown;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.OriginalState;
import io.github.ciautoscaler.fleet.Pause;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Pools;
import io.github.ciautoscaler.fleet.Slots;
import io.github.ciautoscaler.fleet.StoredState;
import io.github.ciautoscaler.fleet.StoredStates;
import io.github.ciautoscaler.plan.Action;
import io.github.ciautoscaler.plan.Effect;
import io.github.ciautoscaler.plan.PoolOutlook;
import io.github.ciautoscaler.plan.Reason;
import io.github.ciautoscaler.reconcile.ReportBuilder;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is told of each pool. */
class PoolSummaryTest {

  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final Instant HOUR_AGO = NOW.minusSeconds(3600);
  private static final Offering NBG1 = new Offering("ccx33", "nbg1");
  private static final Offering FSN1 = new Offering("ccx33", "fsn1");
  private static final Reason FULL = new Reason(Reason.Code.AT_MAX_NODES, "Full.");
  private static final Pool TWO_SLOTS =
      Pools.withSlots(Pools.of(Pool.DEFAULT, 9, Set.of("linux"), NBG1, FSN1), 2);
  private static final Pool EMPTY = Pools.of("empty", 3, null, NBG1);

  private final Summarizer summarizer = new Summarizer();

  private List<PoolSummary> pools(ReportBuilder report) {
    return summarizer.summary(report.build()).pools();
  }

  private static ReportBuilder report() {
    return ReportBuilder.at(NOW)
        .pool(new PoolOutlook(TWO_SLOTS, 3, NOW.plusSeconds(9), FULL))
        .pool(new PoolOutlook(EMPTY, 0, null, null));
  }

  private static Machine withTwoSlots(Machine one) {
    return new Machine(
        one.id(), one.faces(), new Slots(2, one.jobs()), one.pendingLaunch(), one.phase());
  }

  @Test
  void machines_and_slots_are_counted_by_pool() {
    List<PoolSummary> pools =
        pools(
            report()
                .machine(withTwoSlots(provisioning(1, NOW)))
                .machine(withTwoSlots(busy(2, HOUR_AGO, job(7, 2L, "linux"))))
                .machine(withTwoSlots(idle(3, HOUR_AGO, NOW)))
                .machine(withTwoSlots(draining(4, HOUR_AGO, NOW, job(8, 4L, "linux"))))
                .started(
                    new Action(
                        name(5),
                        Action.Kind.CREATE,
                        FULL,
                        List.of(
                            new Effect.CreateServer(
                                Pools.joining(name(5), null), TWO_SLOTS, NBG1, Map.of())))));

    assertThat(pools).extracting(PoolSummary::name).containsExactly("default", "empty");
    assertThat(pools.getFirst().slots()).isEqualTo(new PoolSummary.SlotCounts(2, 3, 4, 3));
    assertThat(pools.getFirst().byState())
        .containsEntry(OriginalState.BUSY, 1)
        .containsEntry(OriginalState.DRAINING, 1);
    assertThat(pools.getFirst().reason()).isEqualTo(FULL);
    assertThat(pools.getLast().slots()).isEqualTo(new PoolSummary.SlotCounts(0, 0, 0, 0));
    assertThat(pools.getLast().byState().values()).containsOnly(0);
  }

  @Test
  void what_a_queue_that_is_not_known_wants_is_not_known() {
    assertThat(pools(report().queueUnknown()).getFirst().slots().wanted()).isNull();
  }

  @Test
  void offerings_have_their_price_where_it_is_known_and_their_cool_down_while_it_holds() {
    CoolDown holds = new CoolDown(NOW.plusSeconds(1), CoolDown.Cause.SOLD_OUT, "");
    CoolDown ended = new CoolDown(NOW, CoolDown.Cause.SOLD_OUT, "");
    ReportBuilder report =
        report()
            .stored(stored ->
                StoredStates.withCoolDowns(stored, all -> Map.of(FSN1, holds, NBG1, ended)));

    assertThat(pools(report).getFirst().offerings())
        .containsExactly(
            new PoolSummary.OfferingSummary(NBG1, new BigDecimal("0.1008"), null),
            new PoolSummary.OfferingSummary(FSN1, null, holds));
    assertThat(pools(report().pricesUnknown()).getFirst().offerings().getFirst().perHour())
        .isNull();
  }

  @Test
  void what_holds_up_a_pool_alone_is_told() {
    BackOff stop = new BackOff(NOW.plusSeconds(60), "invalid", "no such image");
    Pause pause = new Pause(NOW, null, "bad image");
    PoolSummary pool = pools(report().stored(stored -> heldUp(stored, stop, pause))).getFirst();

    assertThat(pool.health()).isEqualTo(new PoolSummary.Health(4, NOW.plusSeconds(9), stop, pause));

    BackOff over = new BackOff(NOW, "invalid", "no such image");
    Pause ended = new Pause(HOUR_AGO, NOW, null);
    PoolSummary free = pools(report().stored(stored -> heldUp(stored, over, ended))).getFirst();
    assertThat(free.health().stop()).isNull();
    assertThat(free.health().pause()).isNull();
  }

  private static StoredState heldUp(StoredState stored, BackOff stop, Pause pause) {
    StoredState failed =
        StoredStates.withBootFailures(stored, Pool.DEFAULT, new BootFailures(4, NOW));
    return StoredStates.withPoolPause(
        StoredStates.withPool(failed, Pool.DEFAULT, health -> health.refused(stop)),
        Pool.DEFAULT,
        pause);
  }

  @Test
  void a_pool_that_the_configuration_lacks_is_told_as_long_as_machines_of_it_are_left() {
    PoolSummary left = pools(ReportBuilder.at(NOW).machine(idle(1, HOUR_AGO, NOW))).getFirst();

    assertThat(left.name()).isEqualTo("default");
    assertThat(left.pool()).isNull();
    assertThat(left.offerings()).isEmpty();
    assertThat(left.reason()).extracting(Reason::code).isEqualTo(Reason.Code.POOL_REMOVED);
    assertThat(pools(ReportBuilder.at(NOW))).isEmpty();
  }
}
