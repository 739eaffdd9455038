package io.github.ciautoscaler.api;

import io.github.ciautoscaler.fleet.ClusterInfo;
import io.github.ciautoscaler.fleet.Observation;
import io.github.ciautoscaler.fleet.Pause;
import io.github.ciautoscaler.plan.Plan;
import io.github.ciautoscaler.plan.PlanSettings;
import io.github.ciautoscaler.reconcile.PassReport;
import io.github.ciautoscaler.report.CostSummary;
import io.github.ciautoscaler.report.FleetSummary;
import io.github.ciautoscaler.report.FleetUpdate;
import io.github.ciautoscaler.report.JobSummary;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The autoscaler at a glance. What is not known is null.
 *
 * @param observedAt null before the first pass; then only version and pause are known
 * @param singleReplicaOnly whether the right to Leases is missing, so that only one may run
 */
record StatusView(
    String version,
    @Nullable Instant observedAt,
    @Nullable Instant startedAt,
    @Nullable String installation,
    @Nullable String mode,
    @Nullable Boolean leader,
    @Nullable Boolean singleReplicaOnly,
    @Nullable Boolean dryRun,
    boolean paused,
    @Nullable PauseView pause,
    @Nullable PassView lastPass,
    @Nullable JobCounts jobs,
    @Nullable NodeCounts nodes,
    @Nullable CostView cost,
    @Nullable BudgetView hetznerRequests,
    @Nullable RemovalView removal,
    @Nullable LearntView learnt,
    @Nullable WebhookView webhook,
    ConfigurationView configuration,
    List<ForeignView> foreignServers,
    List<PermissionView> missingPermissions,
    List<Plan.Warning> warnings) {

  /**
   * @param until null until somebody resumes it
   */
  record PauseView(Instant since, @Nullable Instant until, @Nullable String reason) {
    static @Nullable PauseView of(@Nullable Pause pause) {
      return pause == null ? null : new PauseView(pause.since(), pause.until(), pause.reason());
    }
  }

  record JobCounts(
      @Nullable Integer queued,
      @Nullable Integer blocked,
      @Nullable Integer running,
      @Nullable Integer unservable) {
    static JobCounts of(JobSummary jobs) {
      return new JobCounts(jobs.queued(), jobs.blocked(), jobs.running(), jobs.unservable());
    }
  }

  /**
   * @param slots how many jobs they run at once, all together
   * @param maxJobs the most slots, by MAX_JOBS; null where it is not set
   */
  record NodeCounts(
      int total,
      int desired,
      int maximum,
      int slots,
      @Nullable Integer maxJobs,
      Map<String, Integer> byState) {}

  /**
   * @param perHour of all machines of ours, net, IPv4 included; null while one price is unknown
   * @param maxPerHour the most, by SPEND_PER_HOUR; null where it is not set
   * @param today for the hours that began since midnight UTC; null while one price is unknown
   * @param maxPerDay the most, by SPEND_PER_DAY; null where it is not set
   */
  record CostView(
      @Nullable String currency,
      @Nullable String perHour,
      @Nullable String maxPerHour,
      @Nullable String today,
      @Nullable String maxPerDay) {
    static CostView of(CostSummary cost, PlanSettings.Spend most) {
      return new CostView(
          cost.currency(),
          text(cost.perHour()),
          text(most.perHour()),
          text(cost.today()),
          text(most.perDay()));
    }

    private static @Nullable String text(@Nullable BigDecimal amount) {
      return amount == null ? null : Money.text(amount);
    }
  }

  record BudgetView(int remaining, int limit) {}

  /**
   * @param grant the YAML rule that grants it
   */
  record PermissionView(String permission, String grant) {}

  static StatusView unknown(ApiSettings settings, @Nullable Pause pause) {
    return new StatusView(
        settings.version(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        pause != null,
        PauseView.of(pause),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        settings.configuration().get(),
        List.of(),
        List.of(),
        List.of());
  }

  static StatusView of(FleetUpdate update, @Nullable Pause pause, ApiSettings settings) {
    PassReport report = update.report();
    FleetSummary fleet = update.summary();
    Observation seen = report.fleet().seen();
    return new StatusView(
        settings.version(),
        fleet.at(),
        seen.startedAt(),
        seen.installation(),
        report.mode().name(),
        fleet.leads(),
        report.standing().unguarded(),
        report.mode() == PassReport.Mode.DRY_RUN,
        pause != null,
        PauseView.of(pause),
        PassView.of(report, fleet),
        JobCounts.of(fleet.jobs()),
        nodes(update, settings),
        CostView.of(fleet.cost(), settings.caps().get().spend()),
        new BudgetView(seen.budget().remaining(), seen.budget().limit()),
        RemovalView.of(seen.stored()),
        LearntView.of(seen.stored().measurements()),
        WebhookView.of(report.standing().hook()),
        settings.configuration().get(),
        fleet.foreign().stream().map(ForeignView::of).toList(),
        seen.clusterInfo().map(StatusView::missing).orElse(List.of()),
        report.plan().warnings());
  }

  private static NodeCounts nodes(FleetUpdate update, ApiSettings settings) {
    Map<String, Integer> byState = new LinkedHashMap<>();
    update.summary().byState().forEach((state, count) -> byState.put(state.word(), count));
    return new NodeCounts(
        update.summary().machines().size(),
        update.report().plan().desiredNodes(),
        settings.caps().get().machines(),
        update.summary().machines().stream().mapToInt(it -> it.machine().slots().count()).sum(),
        settings.caps().get().jobs(),
        byState);
  }

  private static List<PermissionView> missing(ClusterInfo cluster) {
    return cluster.denied().entrySet().stream()
        .map(denied -> new PermissionView(denied.getKey().name(), denied.getValue()))
        .sorted(Comparator.comparing(PermissionView::permission))
        .toList();
  }
}
