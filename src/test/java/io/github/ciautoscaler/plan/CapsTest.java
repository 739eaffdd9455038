package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.DaySpend;
import io.github.ciautoscaler.fleet.Measurements;
import io.github.ciautoscaler.fleet.Observation;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Pools;
import io.github.ciautoscaler.fleet.PriceList;
import io.github.ciautoscaler.fleet.StateChange;
import io.github.ciautoscaler.fleet.StateChanges;
import io.github.ciautoscaler.fleet.StoredState;
import io.github.ciautoscaler.fleet.Tracked;
import io.github.ciautoscaler.plan.Action.Kind;
import io.github.ciautoscaler.plan.Reason.Code;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What all pools together may have: jobs at once, and money. */
class CapsTest {

  private static final String NAME = "ci-runner-00000001";
  private static final Offering ONLY = new Offering("ccx33", "nbg1");
  private static final Instant MIDNIGHT = Instant.parse("2026-11-23T00:00:00Z");

  @Test
  void no_machine_is_launched_whose_slots_are_more_than_the_most_jobs() {
    Pool two = Pools.withSlots(Pools.ofDefault(9, ONLY), 2);
    Plan plan = queued(9).with(settings(two, 5, null, null)).plan();

    assertThat(creates(plan)).isEqualTo(2);
    assertThat(why(plan).code()).isEqualTo(Code.AT_MAX_JOBS);
    assertThat(why(plan).message())
        .isEqualTo(
            "The machines have 4 slots, one more of pool default adds 2, and MAX_JOBS=5 allows no"
                + " more.");
  }

  @Test
  void no_machine_is_launched_that_makes_an_hour_cost_too_much() {
    Scene scene = queued(9).server(NAME, Duration.ofMinutes(1));
    Plan plan = priced(scene).with(settings(null, "0.35", null)).plan();

    assertThat(creates(plan)).isEqualTo(2);
    assertThat(why(plan).code()).isEqualTo(Code.SPEND_LIMIT);
    assertThat(why(plan).message())
        .isEqualTo(
            "The machines cost 0.3 an hour, the first hour of one more costs 0.1, and"
                + " SPEND_PER_HOUR=0.35 allows no more.");
  }

  @Test
  void the_hours_of_today_count_for_the_day_also_of_servers_that_are_gone() {
    DaySpend gone = new DaySpend(MIDNIGHT, new BigDecimal("0.70"), Map.of());
    Scene scene = queued(9).server(NAME, Duration.ofMinutes(61)).stored(spent(gone));
    Plan plan = priced(scene).with(settings(null, null, "1.05")).plan();

    assertThat(creates(plan)).isEqualTo(1);
    assertThat(why(plan).message())
        .contains("Today cost 1 so far,", "SPEND_PER_DAY=1.05 allows no more.");
  }

  @Test
  void what_yesterday_cost_does_not_count_today() {
    DaySpend yesterday = new DaySpend(MIDNIGHT.minus(Duration.ofDays(1)), BigDecimal.TEN, Map.of());
    Scene scene = queued(1).stored(spent(yesterday));

    assertThat(creates(priced(scene).with(settings(null, null, "1")).plan())).isEqualTo(1);
  }

  @Test
  void while_a_price_is_not_known_a_spend_limit_stops_launches() {
    Plan plan = queued(1).with(settings(null, "5", null)).plan();

    assertThat(creates(plan)).isZero();
    assertThat(why(plan).message()).contains("the price of ccx33@nbg1 is not known");
  }

  @Test
  void no_machine_is_held_ready_while_a_job_waits_for_the_same_limit() {
    Pool two = Pools.withSlots(Pools.ofDefault(9, ONLY), 2);
    Pool warm = Pools.withMinimum(Pools.of("warm", 9, Set.of("other"), ONLY), 1);
    PlanSettings both = Scene.settings(9, two, warm);
    PlanSettings most =
        new PlanSettings(
            both.pools(),
            new PlanSettings.Caps(9, 3, PlanSettings.Spend.UNLIMITED),
            both.times(),
            both.pace(),
            both.original());

    assertThat(creates(queued(3).with(most).plan())).isEqualTo(1);
    assertThat(creates(queued(2).with(most).plan())).isEqualTo(2);
  }

  @Test
  void what_today_cost_is_remembered_where_a_limit_asks_for_it() {
    Scene scene = priced(new Scene().server(NAME, Duration.ofMinutes(61)));

    assertThat(changes(scene.with(settings(null, "9", null)).plan())).isEmpty();
    List<StateChange> changes = changes(scene.with(settings(null, null, "9")).plan());
    assertThat(changes).hasSize(1);
    assertThat(changes.getFirst())
        .isInstanceOfSatisfying(
            StateChange.DaySpent.class,
            it -> assertThat(it.spend().total()).isEqualByComparingTo("0.2"));
    assertThat(changes(scene.stored(it -> StateChanges.apply(it, changes)).plan())).isEmpty();
  }

  private static List<StateChange> changes(Plan plan) {
    return plan.changes().stream().filter(StateChange.DaySpent.class::isInstance).toList();
  }

  private static Scene queued(int jobs) {
    return new Scene().queued(jobs, "linux");
  }

  private static Scene priced(Scene scene) {
    PriceList prices =
        new PriceList(
            "EUR", Map.of(ONLY, new BigDecimal("0.09")), Map.of("nbg1", new BigDecimal("0.01")));
    UnaryOperator<Observation> known =
        seen ->
            new Observation(
                new Observation.Run(
                    seen.now(), seen.startedAt(), seen.process(), 42, seen.installation()),
                seen.ofForge(),
                new Observation.OfCloud(
                    seen.servers(), Tracked.complete(prices, seen.now()), seen.budget()),
                seen.ofCluster(),
                seen.memory());
    return scene.seenAs(known);
  }

  private static UnaryOperator<StoredState> spent(DaySpend spend) {
    return state -> state.with(new Measurements(List.of(), spend));
  }

  static PlanSettings settings(
      @Nullable Integer jobs, @Nullable String perHour, @Nullable String perDay) {
    return settings(Pools.ofDefault(9, ONLY), jobs, perHour, perDay);
  }

  private static PlanSettings settings(
      Pool pool, @Nullable Integer jobs, @Nullable String perHour, @Nullable String perDay) {
    PlanSettings plain = Scene.settings(9, pool);
    PlanSettings.Spend spend = new PlanSettings.Spend(amount(perHour), amount(perDay));
    return new PlanSettings(
        plain.pools(),
        new PlanSettings.Caps(9, jobs, spend),
        plain.times(),
        plain.pace(),
        plain.original());
  }

  private static @Nullable BigDecimal amount(@Nullable String text) {
    return text == null ? null : new BigDecimal(text);
  }

  private static long creates(Plan plan) {
    return plan.actions().stream().filter(it -> it.kind() == Kind.CREATE).count();
  }

  private static Reason why(Plan plan) {
    return Objects.requireNonNull(plan.sizes().pools().getFirst().against());
  }
}
