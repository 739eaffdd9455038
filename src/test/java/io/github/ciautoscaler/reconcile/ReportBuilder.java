package io.github.ciautoscaler.reconcile;

import io.github.ciautoscaler.fleet.ClusterInfo;
import io.github.ciautoscaler.fleet.Conditions;
import io.github.ciautoscaler.fleet.ConditionsBuilder;
import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.ForeignServer;
import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Observation;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.PriceList;
import io.github.ciautoscaler.fleet.RateLimit;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Runner;
import io.github.ciautoscaler.fleet.StoredState;
import io.github.ciautoscaler.fleet.Tracked;
import io.github.ciautoscaler.plan.Action;
import io.github.ciautoscaler.plan.Assignment;
import io.github.ciautoscaler.plan.Decision;
import io.github.ciautoscaler.plan.Plan;
import io.github.ciautoscaler.plan.PlanSettings;
import io.github.ciautoscaler.plan.PoolOutlook;
import io.github.ciautoscaler.plan.Reason;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Builds a pass's report by hand: a healthy pass over an empty fleet, and what a test adds. */
public final class ReportBuilder {

  public static final PriceList PRICES =
      new PriceList(
          "EUR",
          Map.of(new Offering("ccx33", "nbg1"), new BigDecimal("0.1000")),
          Map.of("nbg1", new BigDecimal("0.0008")));

  private final Instant now;
  private long number = 1;
  private Duration took = Duration.ofMillis(120);
  private boolean succeeded = true;
  private PassReport.Mode mode = PassReport.Mode.ACTING;
  private HookStatus hook = HookStatus.OFF;
  private boolean unguarded;
  private List<SourceHealth> sources;
  private Tracked<List<Job>> queued;
  private Tracked<List<Job>> running;
  private Tracked<Integer> blocked;
  private Tracked<PriceList> prices;
  private Tracked<ClusterInfo> cluster = Tracked.never();
  private StoredState stored = StoredState.EMPTY;
  private Set<String> inFlight = Set.of();
  private RateLimit budget = RateLimit.UNKNOWN;
  private Conditions conditions = Conditions.NONE;
  private int desired;
  private final List<PoolOutlook> pools = new ArrayList<>();
  private final List<Machine> machines = new ArrayList<>();
  private final List<ForeignServer> foreign = new ArrayList<>();
  private final List<Runner> permanent = new ArrayList<>();
  private final List<Assignment> assignments = new ArrayList<>();
  private final List<Decision> decisions = new ArrayList<>();
  private final List<Plan.Warning> warnings = new ArrayList<>();
  private final Map<String, Reason> reasons = new HashMap<>();
  private final Map<String, Instant> removable = new HashMap<>();
  private final List<Action> started = new ArrayList<>();
  private final List<PassReport.Ended> ended = new ArrayList<>();

  private ReportBuilder(Instant now) {
    this.now = now;
    this.sources = List.of(healthy("gitea", 80), healthy("hetzner", 30), healthy("kubernetes", 8));
    this.queued = Tracked.complete(List.of(), now);
    this.running = Tracked.complete(List.of(), now);
    this.blocked = Tracked.complete(0, now);
    this.prices = Tracked.complete(PRICES, now);
  }

  public static ReportBuilder at(Instant now) {
    return new ReportBuilder(now);
  }

  private SourceHealth healthy(String name, long millis) {
    return new SourceHealth(name, true, now, Duration.ofMillis(millis), null);
  }

  public ReportBuilder number(long value) {
    number = value;
    return this;
  }

  public ReportBuilder took(Duration value) {
    took = value;
    return this;
  }

  public ReportBuilder mode(PassReport.Mode value) {
    mode = value;
    return this;
  }

  public ReportBuilder unguarded() {
    unguarded = true;
    return this;
  }

  /** The pass failed: these sources did not answer completely. */
  public ReportBuilder failed(SourceHealth... health) {
    succeeded = false;
    sources = List.of(health);
    return this;
  }

  public ReportBuilder machine(Machine machine) {
    machines.add(machine);
    return this;
  }

  public ReportBuilder foreign(ForeignServer server) {
    foreign.add(server);
    return this;
  }

  public ReportBuilder permanent(Runner runner) {
    permanent.add(runner);
    return this;
  }

  /** One queued job and how it stands. */
  public ReportBuilder queued(Assignment finding) {
    assignments.add(finding);
    queued = Tracked.complete(assignments.stream().map(Assignment::job).toList(), now);
    return this;
  }

  public ReportBuilder running(Instant takenAt, Job... jobs) {
    running = Tracked.complete(List.of(jobs), takenAt);
    return this;
  }

  public ReportBuilder runningUnknown() {
    running =
        Tracked.<List<Job>>never()
            .then(new Reading.Failed<>(Reading.Trouble.TIMED_OUT, "no answer", now));
    return this;
  }

  public ReportBuilder queueUnknown() {
    queued = Tracked.never();
    blocked = Tracked.never();
    return this;
  }

  public ReportBuilder blocked(int count) {
    blocked = Tracked.complete(count, now);
    return this;
  }

  public ReportBuilder pricesUnknown() {
    prices = Tracked.never();
    return this;
  }

  public ReportBuilder cluster(ClusterInfo info) {
    cluster = Tracked.complete(info, now);
    return this;
  }

  public ReportBuilder stored(UnaryOperator<StoredState> edit) {
    stored = edit.apply(stored);
    return this;
  }

  public ReportBuilder inFlight(String... names) {
    inFlight = Set.of(names);
    return this;
  }

  public ReportBuilder budget(int limit, int remaining) {
    budget = new RateLimit(limit, remaining);
    return this;
  }

  public ReportBuilder queuedSince(Set<String> labels, Instant since) {
    conditions = new ConditionsBuilder().queuedSince(Map.of(labels, since)).build();
    return this;
  }

  public ReportBuilder desired(int nodes) {
    desired = nodes;
    return this;
  }

  public ReportBuilder pool(PoolOutlook outlook) {
    pools.add(outlook);
    return this;
  }

  public ReportBuilder decided(Decision decision) {
    decisions.add(decision);
    return this;
  }

  public ReportBuilder warning(String code, String message) {
    warnings.add(new Plan.Warning(code, message));
    return this;
  }

  public ReportBuilder reason(String machine, Reason.Code code, String message) {
    reasons.put(machine, new Reason(code, message));
    return this;
  }

  public ReportBuilder removableFrom(String machine, Instant from) {
    removable.put(machine, from);
    return this;
  }

  /** Decided for and started. */
  public ReportBuilder started(Action action) {
    started.add(action);
    decisions.add(new Decision(action.machine(), action.kind(), action.reason()));
    return this;
  }

  public ReportBuilder ended(Action action, Outcome... outcomes) {
    ended.add(new PassReport.Ended(action, List.of(outcomes), now));
    return this;
  }

  public PassReport build() {
    Observation seen =
        new Observation(
            new Observation.Run(now, now.minusSeconds(600), "this-run", 1, "installation"),
            new Observation.OfForge(Tracked.never(), queued, running, blocked, Tracked.never()),
            new Observation.OfCloud(Tracked.never(), prices, budget),
            new Observation.OfCluster(cluster, Tracked.never(), Tracked.never(), Map.of()),
            new Observation.Memory(stored, true, inFlight));
    return new PassReport(
        new PassReport.Pass(number, now, took, succeeded, sources),
        new PassReport.Standing(mode, unguarded, hook),
        new FleetState(
            seen,
            machines,
            new FleetState.NotOurs(foreign, permanent),
            new FleetState.Orphans(List.of(), List.of()),
            conditions),
        new PassReport.Decided(
            settings(),
            new Plan(
                started,
                List.of(),
                new Plan.Sizes(desired, pools),
                new Plan.Explanation(decisions, reasons, removable, assignments, warnings))),
        new PassReport.Acts(started, ended));
  }

  /** With the pools that it tells of. */
  private PlanSettings settings() {
    return new PlanSettings(
        pools.stream().map(PoolOutlook::pool).toList(),
        5,
        new Pool.Times(Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofMinutes(10)),
        new PlanSettings.Pace(Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofSeconds(10)),
        new PlanSettings.AsTheOriginal(false, false));
  }

  /** A source that did not answer in time. */
  public static SourceHealth down(String name, @Nullable Instant asOf) {
    return new SourceHealth(name, false, asOf, Duration.ofSeconds(5), "no answer within 5 s");
  }
}
