package io.github.ciautoscaler.api;

import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.plan.Reason;
import io.github.ciautoscaler.report.Bill;
import io.github.ciautoscaler.report.FleetSummary;
import io.github.ciautoscaler.report.MachineSummary;
import java.time.Instant;
import java.util.List;
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
      Offering offering = server.offering();
      return new ServerView(server.id(), offering.serverType(), offering.location());
    }
  }

  /**
   * Money is net and includes the IPv4 address; null where a price is not known.
   *
   * @param removableFrom when its termination may start, or started; null for one that is not idle
   */
  record BillingView(
      @Nullable String currency,
      @Nullable String pricePerHour,
      @Nullable String costSoFar,
      Instant paidUntil,
      @Nullable Instant removableFrom) {

    static @Nullable BillingView of(@Nullable Bill bill) {
      return bill == null
          ? null
          : new BillingView(
              bill.currency(),
              bill.perHour() == null ? null : Money.text(bill.perHour()),
              bill.soFar() == null ? null : Money.text(bill.soFar()),
              bill.paidUntil(),
              bill.removableFrom());
    }
  }

  static NodesView unknown(boolean paused) {
    return new NodesView(null, paused, List.of());
  }

  static NodesView of(FleetSummary fleet, boolean paused) {
    return new NodesView(
        fleet.at(), paused, fleet.machines().stream().map(NodesView::node).toList());
  }

  private static NodeView node(MachineSummary machine) {
    Server server = machine.machine().server();
    Reason reason = machine.reason();
    return new NodeView(
        machine.name(),
        machine.pool(),
        machine.state().word(),
        machine.since(),
        machine.machine().jobs().stream().map(JobView::of).toList(),
        server == null ? null : ServerView.of(server),
        BillingView.of(machine.bill()),
        reason == null ? null : ReasonView.of(reason));
  }
}
