package io.github.ciautoscaler.page;

import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.OriginalState;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.plan.Reason;
import io.github.ciautoscaler.report.Bill;
import io.github.ciautoscaler.report.MachineSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One machine.
 *
 * @param hour the paid hour; null without a server
 * @param drained whether a person asked to take it back
 * @param why why it is as it is, and so what happens next; empty where the plan did not say
 */
public record MachineRow(
    Name name,
    State state,
    List<JobLink> jobs,
    @Nullable PaidHour hour,
    boolean drained,
    String code,
    String why) {

  /** Where one asks to drain it, or to keep it after all; null where that cannot be asked for. */
  public @Nullable String actAt() {
    return Texts.act(drained ? "keep" : "drain", name.name());
  }

  /**
   * @param kind type and location of its server; empty without one
   */
  public record Name(String name, String pool, String kind) {

    /** Where every rule's answer about it stands; null where it cannot be asked for. */
    public @Nullable String whyAt() {
      return Texts.why("machines", name);
    }
  }

  /**
   * @param sign a shape for the word, for who cannot tell colours apart
   */
  public record State(String word, String sign, String since) {}

  /**
   * @param url null where there is none that can be followed
   */
  public record JobLink(String name, @Nullable String url) {

    static JobLink of(Job job) {
      String where = job.run().repository();
      String name = where == null ? job.name() : where + " / " + job.name();
      return new JobLink(name, Texts.link(job.url()));
    }
  }

  /**
   * @param gone hundredths of the paid hour that are over
   * @param removable where in it, in hundredths, the machine may go; null where it has no such time
   */
  public record PaidHour(
      Instant until, int gone, @Nullable Integer removable, String cost, String left) {

    static PaidHour of(Bill bill, Instant now) {
      Instant from = bill.removableFrom();
      return new PaidHour(
          bill.paidUntil(),
          hundredths(bill, now),
          from == null ? null : hundredths(bill, from),
          Texts.money(bill.soFar(), bill.currency()),
          Texts.length(Duration.between(now, bill.paidUntil())));
    }

    private static int hundredths(Bill bill, Instant at) {
      Instant began = bill.paidUntil().minus(Duration.ofHours(1));
      long share = Duration.between(began, at).toSeconds() * 100 / 3_600;
      return (int) Math.clamp(share, 0, 100);
    }
  }

  static MachineRow of(MachineSummary machine, Instant now) {
    Reason reason = machine.reason();
    Bill bill = machine.bill();
    return new MachineRow(
        new Name(machine.name(), machine.pool(), kind(machine.machine().server())),
        new State(
            machine.state().word(),
            sign(machine.state()),
            Texts.length(Duration.between(machine.since(), now))),
        machine.machine().jobs().stream().map(JobLink::of).toList(),
        bill == null ? null : PaidHour.of(bill, now),
        machine.machine().isDrained(),
        reason == null ? "" : reason.code().name(),
        reason == null ? "" : reason.message());
  }

  private static String kind(@Nullable Server server) {
    return server == null
        ? ""
        : server.offering().serverType() + " in " + server.offering().location();
  }

  private static String sign(OriginalState state) {
    return switch (state) {
      case PROVISIONING -> "◌";
      case BUSY -> "■";
      case IDLE -> "○";
      case DEREGISTERING, DRAINING, REMOVING -> "▽";
    };
  }
}
