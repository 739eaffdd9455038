package io.github.ciautoscaler.api;

import io.github.ciautoscaler.fleet.ClusterInfo;
import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.ForeignServer;
import io.github.ciautoscaler.fleet.Notes;
import io.github.ciautoscaler.fleet.Notes.Pause;
import io.github.ciautoscaler.fleet.OriginalState;
import io.github.ciautoscaler.fleet.PriceList;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.plan.Assignment.Serving;
import io.github.ciautoscaler.plan.HourEnd;
import io.github.ciautoscaler.plan.Plan;
import io.github.ciautoscaler.reconcile.PassReport;
import io.github.ciautoscaler.reconcile.SourceHealth;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  record PassView(
      long number,
      Instant startedAt,
      double tookSeconds,
      boolean succeeded,
      List<SourceView> sources) {}

  /**
   * @param asOf when its oldest complete reading was taken; null before the first
   */
  record SourceView(
      String name,
      boolean ok,
      @Nullable Instant asOf,
      @Nullable Double ageSeconds,
      @Nullable Double tookSeconds,
      @Nullable String problem) {}

  record JobCounts(
      @Nullable Integer queued,
      @Nullable Integer blocked,
      @Nullable Integer running,
      @Nullable Integer unservable) {}

  record NodeCounts(int total, int desired, int maximum, Map<String, Integer> byState) {}

  /**
   * @param perHour of all machines of ours, net, IPv4 included; null while one price is unknown
   */
  record CostView(@Nullable String currency, @Nullable String perHour) {}

  record BudgetView(int remaining, int limit) {}

  /**
   * @param measured of how many of the latest machines it is known how long their removal took
   * @param longestSeconds null while none was measured
   * @param spareSeconds how long before a paid hour's end a removal must begin
   */
  record RemovalView(int measured, @Nullable Double longestSeconds, double spareSeconds) {
    static RemovalView of(Notes notes) {
      return new RemovalView(
          notes.removals().size(),
          notes.removals().stream()
              .map(removal -> seconds(removal.took()))
              .max(Comparator.naturalOrder())
              .orElse(null),
          seconds(HourEnd.spare(notes)));
    }
  }

  record ForeignView(
      long id,
      String name,
      String type,
      String location,
      @Nullable String installation,
      Instant created,
      long ageSeconds,
      @Nullable String currency,
      @Nullable String costSoFar,
      String advice) {}

  /**
   * @param grant the YAML rule that grants it
   */
  record PermissionView(String permission, String grant) {}

  static StatusView unknown(String version, @Nullable Pause pause) {
    return new StatusView(
        version,
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
        List.of(),
        List.of(),
        List.of());
  }

  static StatusView of(PassReport report, @Nullable Pause pause, ApiSettings settings) {
    FleetState fleet = report.fleet();
    return new StatusView(
        settings.version(),
        fleet.seen().now(),
        fleet.seen().startedAt(),
        fleet.seen().installation(),
        report.mode().name(),
        report.mode() != PassReport.Mode.NOT_LEADER,
        report.unguarded(),
        report.mode() == PassReport.Mode.DRY_RUN,
        pause != null,
        PauseView.of(pause),
        pass(report),
        jobs(report),
        nodes(report, settings),
        cost(fleet),
        new BudgetView(fleet.seen().budget().remaining(), fleet.seen().budget().limit()),
        RemovalView.of(fleet.seen().notes()),
        fleet.foreign().stream().map(foreign -> foreign(fleet, foreign)).toList(),
        fleet.seen().cluster().known().map(StatusView::missing).orElse(List.of()),
        report.plan().warnings());
  }

  private static PassView pass(PassReport report) {
    Instant end = report.startedAt().plus(report.took());
    return new PassView(
        report.number(),
        report.startedAt(),
        seconds(report.took()),
        report.succeeded(),
        report.sources().stream().map(source -> source(source, end)).toList());
  }

  private static SourceView source(SourceHealth source, Instant now) {
    Instant asOf = source.asOf();
    Duration took = source.took();
    return new SourceView(
        source.name(),
        source.ok(),
        asOf,
        asOf == null ? null : Math.max(0, seconds(Duration.between(asOf, now))),
        took == null ? null : seconds(took),
        source.problem());
  }

  private static JobCounts jobs(PassReport report) {
    boolean known = report.fleet().seen().queued().known().isPresent();
    long unservable =
        report.plan().jobs().stream()
            .filter(verdict -> verdict.serving() == Serving.UNSERVABLE)
            .count();
    return new JobCounts(
        report.fleet().seen().queued().known().map(List::size).orElse(null),
        report.fleet().seen().blocked().known().orElse(null),
        report.fleet().seen().running().known().map(List::size).orElse(null),
        known ? Math.toIntExact(unservable) : null);
  }

  private static NodeCounts nodes(PassReport report, ApiSettings settings) {
    Map<String, Integer> byState = new LinkedHashMap<>();
    for (OriginalState state : OriginalState.values()) {
      byState.put(state.word(), 0);
    }
    report
        .fleet()
        .machines()
        .forEach(machine -> byState.merge(OriginalState.of(machine).word(), 1, Integer::sum));
    return new NodeCounts(
        report.fleet().machines().size(),
        report.plan().desiredNodes(),
        settings.maxNodes().getAsInt(),
        byState);
  }

  private static CostView cost(FleetState fleet) {
    Optional<PriceList> prices = fleet.seen().prices().known();
    BigDecimal sum = BigDecimal.ZERO;
    boolean allKnown = prices.isPresent();
    for (var machine : fleet.machines()) {
      Server server = machine.server();
      if (server != null) {
        Optional<BigDecimal> price = prices.flatMap(list -> list.perHour(server));
        allKnown &= price.isPresent();
        sum = sum.add(price.orElse(BigDecimal.ZERO));
      }
    }
    return new CostView(
        prices.map(PriceList::currency).orElse(null), allKnown ? Money.text(sum) : null);
  }

  private static ForeignView foreign(FleetState fleet, ForeignServer foreign) {
    Server server = foreign.server();
    Instant now = fleet.seen().now();
    NodesView.BillingView billing =
        NodesView.BillingView.of(server, fleet.seen().prices().known(), now, null);
    boolean ofTheOriginal = foreign.installation().isEmpty();
    return new ForeignView(
        server.id(),
        server.name(),
        server.serverType(),
        server.location(),
        ofTheOriginal ? null : foreign.installation(),
        server.created(),
        Math.max(0, Duration.between(server.created(), now).getSeconds()),
        billing.currency(),
        billing.costSoFar(),
        ofTheOriginal
            ? "It has no owner mark and no node here. Set ADOPT_UNOWNED=true if it is yours, or"
                + " delete it in the Hetzner console; until then it is billed and never touched."
            : "Another installation made it. If that one is gone, delete the server in the Hetzner"
                + " console; it is never touched from here.");
  }

  private static List<PermissionView> missing(ClusterInfo cluster) {
    return cluster.denied().entrySet().stream()
        .map(denied -> new PermissionView(denied.getKey().name(), denied.getValue()))
        .sorted(java.util.Comparator.comparing(PermissionView::permission))
        .toList();
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1e3;
  }
}
