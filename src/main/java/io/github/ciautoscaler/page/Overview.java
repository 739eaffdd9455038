package io.github.ciautoscaler.page;

import io.github.ciautoscaler.fleet.Pause;
import io.github.ciautoscaler.report.CostSummary;
import io.github.ciautoscaler.report.FleetSummary;
import io.github.ciautoscaler.report.FleetUpdate;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the page shows, in the order in which it shows it.
 *
 * @param at the time of the pass; null before the first one, when nothing else is known
 * @param notices what an operator should see first
 */
public record Overview(
    @Nullable Instant at,
    List<String> notices,
    List<Figure> figures,
    Fleet fleet,
    List<Told> told,
    List<SourceRow> sources) {

  /** One number with its name, and what it means in a few words where that helps. */
  public record Figure(String name, String value, String beside) {

    Figure(String name, String value) {
      this(name, value, "");
    }
  }

  /** What there is, and what waits. */
  public record Fleet(
      List<PoolRow> pools, List<MachineRow> machines, JobRows jobs, List<ForeignRow> foreign) {}

  /** A decision: what was done or not, and why. */
  public record Told(Instant at, String subject, String what, String code, String why) {}

  static Overview unknown() {
    return new Overview(
        null,
        List.of("The first pass has not ended yet."),
        List.of(),
        new Fleet(List.of(), List.of(), new JobRows(List.of(), 0), List.of()),
        List.of(),
        List.of());
  }

  static Overview of(FleetUpdate update, @Nullable Pause pause, List<Told> told, int maximum) {
    FleetSummary fleet = update.summary();
    return new Overview(
        fleet.at(),
        Notices.of(update, pause),
        figures(fleet, maximum),
        new Fleet(
            fleet.pools().stream().map(PoolRow::of).toList(),
            fleet.machines().stream().map(machine -> MachineRow.of(machine, fleet.at())).toList(),
            JobRows.of(update.report().plan().jobs()),
            fleet.foreign().stream().map(ForeignRow::of).toList()),
        told,
        fleet.sources().stream().map(SourceRow::of).toList());
  }

  private static List<Figure> figures(FleetSummary fleet, int maximum) {
    CostSummary cost = fleet.cost();
    return List.of(
        new Figure("queued", Texts.count(fleet.jobs().queued()), unservable(fleet)),
        new Figure("oldest wait", Texts.length(fleet.jobs().oldestWait())),
        new Figure("running", Texts.count(fleet.jobs().running())),
        new Figure("blocked", Texts.count(fleet.jobs().blocked()), "wait for other jobs"),
        new Figure("machines", fleet.machines().size() + " of " + maximum),
        new Figure("cost per hour", Texts.money(cost.perHour(), cost.currency())),
        new Figure(
            "cost today", Texts.money(cost.today(), cost.currency()), "net, since 0:00 UTC"));
  }

  private static String unservable(FleetSummary fleet) {
    Integer jobs = fleet.jobs().unservable();
    return jobs == null || jobs == 0 ? "" : jobs + " that nobody can run";
  }
}
