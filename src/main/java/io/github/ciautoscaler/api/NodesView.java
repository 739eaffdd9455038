package io.github.ciautoscaler.api;

import io.github.ciautoscaler.fleet.BillingHour;
import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.OriginalState;
import io.github.ciautoscaler.fleet.PriceList;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.plan.Reason;
import io.github.ciautoscaler.reconcile.PassReport;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every managed node: its phase, its jobs, what it costs, when it may go and why it is as it is.
 *
 * @param observedAt null before the first pass; then nothing is known
 */
record NodesView(@Nullable Instant observedAt, boolean paused, List<NodeView> nodes) {

  record NodeView(
      String name,
      String pool,
      String state,
      Instant since,
      List<JobView> jobs,
      @Nullable ServerView server,
      @Nullable BillingView billing,
      @Nullable ReasonView reason) {}

  record JobView(long id, String name, @Nullable String url) {
    static JobView of(Job job) {
      return new JobView(job.id(), job.name(), job.url());
    }
  }

  record ServerView(long id, String type, String location) {
    static ServerView of(Server server) {
      return new ServerView(server.id(), server.serverType(), server.location());
    }
  }

  /**
   * Money is net and includes the IPv4 address; null where a price is not known.
   *
   * @param removableFrom when its teardown may start, or started; null for one that is not idle
   */
  record BillingView(
      @Nullable String currency,
      @Nullable String pricePerHour,
      @Nullable String costSoFar,
      Instant paidUntil,
      @Nullable Instant removableFrom) {

    static BillingView of(
        Server server, Optional<PriceList> prices, Instant now, @Nullable Instant removableFrom) {
      Optional<BigDecimal> hourly = prices.flatMap(list -> list.perHour(server));
      BigDecimal hours = BigDecimal.valueOf(BillingHour.startedHours(server.created(), now));
      return new BillingView(
          hourly.isEmpty() ? null : prices.map(PriceList::currency).orElse(null),
          hourly.map(Money::text).orElse(null),
          hourly.map(price -> Money.text(price.multiply(hours))).orElse(null),
          BillingHour.paidUntil(server.created(), now),
          removableFrom);
    }
  }

  static NodesView unknown(boolean paused) {
    return new NodesView(null, paused, List.of());
  }

  static NodesView of(PassReport report, boolean paused) {
    FleetState fleet = report.fleet();
    return new NodesView(
        fleet.seen().now(),
        paused,
        fleet.machines().stream().map(machine -> node(report, machine)).toList());
  }

  private static NodeView node(PassReport report, Machine machine) {
    Instant now = report.fleet().seen().now();
    Server server = machine.server();
    Reason reason = report.plan().machineReasons().get(machine.name());
    return new NodeView(
        machine.name(),
        machine.pool(),
        OriginalState.of(machine).word(),
        machine.phase().since(),
        machine.jobs().stream().map(JobView::of).toList(),
        server == null ? null : ServerView.of(server),
        server == null
            ? null
            : BillingView.of(
                server,
                report.fleet().seen().prices().known(),
                now,
                report.plan().removableFrom().get(machine.name())),
        reason == null ? null : ReasonView.of(reason));
  }
}
