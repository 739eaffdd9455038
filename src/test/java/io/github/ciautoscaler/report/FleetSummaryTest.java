package io.github.ciautoscaler.report;

import static io.github.ciautoscaler.reconcile.Machines.busy;
import static io.github.ciautoscaler.reconcile.Machines.idle;
import static io.github.ciautoscaler.reconcile.Machines.job;
import static io.github.ciautoscaler.reconcile.Machines.name;
import static io.github.ciautoscaler.reconcile.Machines.provisioning;
import static io.github.ciautoscaler.reconcile.Machines.server;
import static io.github.ciautoscaler.reconcile.ReportBuilder.down;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.ForeignServer;
import io.github.ciautoscaler.fleet.OriginalState;
import io.github.ciautoscaler.plan.Assignment;
import io.github.ciautoscaler.plan.Assignment.Standing;
import io.github.ciautoscaler.plan.Reason;
import io.github.ciautoscaler.plan.Reason.Code;
import io.github.ciautoscaler.reconcile.PassReport.Mode;
import io.github.ciautoscaler.reconcile.ReportBuilder;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The fleet at a glance; a machine costs 0.1008 EUR an hour. */
class FleetSummaryTest {

  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final Instant HOUR_AGO = NOW.minusSeconds(3600);
  private static final BigDecimal PRICE = new BigDecimal("0.1008");

  private final Summarizer summarizer = new Summarizer();

  @Test
  void machines_are_counted_by_state_and_pool_also_the_states_with_none() {
    FleetSummary fleet =
        of(
            ReportBuilder.at(NOW)
                .machine(provisioning(1, NOW))
                .machine(busy(2, HOUR_AGO, job(7, 2L, "linux")))
                .machine(busy(3, HOUR_AGO, job(8, 3L, "linux"))));

    assertThat(fleet.byState().keySet()).containsExactly(OriginalState.values());
    assertThat(fleet.byState())
        .containsEntry(OriginalState.PROVISIONING, 1)
        .containsEntry(OriginalState.BUSY, 2)
        .containsEntry(OriginalState.REMOVING, 0);
    assertThat(fleet.pools())
        .singleElement()
        .satisfies(pool -> {
          assertThat(pool.name()).isEqualTo("default");
          assertThat(pool.pool()).as("no configuration names it").isNull();
          assertThat(pool.byState()).isEqualTo(fleet.byState());
        });
  }

  @Test
  void a_machine_has_its_bill_and_its_reason() {
    MachineSummary machine =
        of(ReportBuilder.at(NOW)
                .machine(idle(1, NOW.minusSeconds(5400), NOW.minusSeconds(60)))
                .removableFrom(name(1), NOW.plusSeconds(1500))
                .reason(name(1), Code.PAID_UNTIL, "Idle."))
            .machines()
            .getFirst();

    assertThat(machine.since()).isEqualTo(NOW.minusSeconds(60));
    assertThat(machine.reason()).isEqualTo(new Reason(Code.PAID_UNTIL, "Idle."));
    assertThat(machine.bill())
        .isEqualTo(
            new Bill(
                "EUR",
                PRICE,
                PRICE.multiply(BigDecimal.TWO),
                NOW.plusSeconds(1800),
                NOW.plusSeconds(1500)));
  }

  @Test
  void jobs_are_counted_and_what_was_never_read_is_null() {
    ReportBuilder report =
        ReportBuilder.at(NOW)
            .queued(assignment(1, Standing.WAITS))
            .queued(assignment(2, Standing.UNSERVABLE))
            .blocked(3)
            .running(NOW, job(7, 9L, "linux"))
            .queuedSince(Set.of("linux"), NOW.minusSeconds(75));
    assertThat(of(report).jobs()).isEqualTo(new JobSummary(2, 3, 1, 1, Duration.ofSeconds(75)));

    assertThat(of(ReportBuilder.at(NOW).queueUnknown().runningUnknown()).jobs())
        .isEqualTo(new JobSummary(null, null, null, null, Duration.ZERO));
  }

  @Test
  void the_cost_of_an_hour_is_unknown_while_one_price_is() {
    assertThat(
            of(ReportBuilder.at(NOW).machine(idle(1, HOUR_AGO, NOW)).machine(provisioning(2, NOW)))
                .cost()
                .perHour())
        .isEqualTo(PRICE.multiply(BigDecimal.TWO));
    assertThat(of(ReportBuilder.at(NOW).machine(idle(1, HOUR_AGO, NOW)).pricesUnknown()).cost())
        .isEqualTo(CostSummary.UNKNOWN);
  }

  @Test
  void today_costs_the_hours_that_began_since_midnight() {
    Instant yesterday = Instant.parse("2026-11-22T21:30:00Z");

    assertThat(today(NOW, yesterday, 1))
        .as("from 00:30 to 09:30")
        .isEqualTo(PRICE.multiply(BigDecimal.TEN));
    assertThat(today(NOW.plusSeconds(3600), yesterday, 1))
        .isEqualTo(PRICE.multiply(BigDecimal.valueOf(11)));
  }

  @Test
  void a_machine_that_went_today_is_paid_for_all_the_same_until_midnight() {
    today(NOW, HOUR_AGO.plusSeconds(1), 1);

    assertThat(today(NOW.plusSeconds(60), NOW.plusSeconds(30), 2))
        .isEqualTo(PRICE.multiply(BigDecimal.TWO));
    assertThat(of(ReportBuilder.at(NOW.plusSeconds(90))).cost().today())
        .isEqualTo(PRICE.multiply(BigDecimal.TWO));
    assertThat(of(ReportBuilder.at(Instant.parse("2026-11-24T00:00:00Z"))).cost().today())
        .isEqualTo(BigDecimal.ZERO);
  }

  @Test
  void foreign_servers_have_their_age_and_cost() {
    FleetSummary fleet =
        of(
            ReportBuilder.at(NOW)
                .foreign(new ForeignServer(server(9, NOW.minusSeconds(3 * 3600 + 60)), "other")));

    assertThat(fleet.foreign())
        .extracting(ForeignSummary::age)
        .containsExactly(Duration.ofSeconds(10_860));
    assertThat(fleet.cost().foreign()).isEqualTo(PRICE.multiply(BigDecimal.valueOf(4)));
    assertThat(fleet.cost().perHour()).isEqualTo(BigDecimal.ZERO);
  }

  @Test
  void a_source_has_the_age_of_its_oldest_reading_at_the_passs_end() {
    List<SourceSummary> sources =
        of(ReportBuilder.at(NOW).failed(down("gitea", NOW.minusSeconds(60)), down("hetzner", null)))
            .sources();

    assertThat(sources)
        .extracting(SourceSummary::age)
        .containsExactly(Duration.ofMillis(60_120), null);
  }

  @Test
  void another_replica_leads_only_where_the_mode_says_so() {
    for (Mode mode : Mode.values()) {
      assertThat(of(ReportBuilder.at(NOW).mode(mode)).leads())
          .as(mode.name())
          .isEqualTo(mode != Mode.NOT_LEADER);
    }
  }

  private BigDecimal today(Instant now, Instant created, int number) {
    BigDecimal today = of(ReportBuilder.at(now).machine(idle(number, created, now))).cost().today();
    return java.util.Objects.requireNonNull(today);
  }

  private FleetSummary of(ReportBuilder report) {
    return summarizer.summary(report.build());
  }

  private static Assignment assignment(long id, Standing standing) {
    return new Assignment(
        job(id, null, "linux"), standing, null, new Reason(Code.CAPACITY_SUFFICES, "..."));
  }
}
