package io.github.ciautoscaler.reconcile;

import io.github.ciautoscaler.fleet.ClusterInfo.Permission;
import io.github.ciautoscaler.fleet.Conditions;
import io.github.ciautoscaler.fleet.FleetDeriver;
import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.Observation;
import io.github.ciautoscaler.fleet.OperatorWishes;
import io.github.ciautoscaler.fleet.Pause;
import io.github.ciautoscaler.fleet.StateChange;
import io.github.ciautoscaler.fleet.StateChanges;
import io.github.ciautoscaler.plan.Action;
import io.github.ciautoscaler.plan.Plan;
import io.github.ciautoscaler.plan.Planner;
import io.github.ciautoscaler.reconcile.Background.Pending;
import io.github.ciautoscaler.reconcile.PassReport.Ended;
import io.github.ciautoscaler.reconcile.PassReport.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One pass after the other: observe, derive, plan, record, execute, report. Called by one thread at
 * a time.
 */
public final class Reconciler {

  /** How long a stopping replica tries to hand the Lease over. */
  private static final Duration RELEASE_LIMIT = Duration.ofSeconds(5);

  private static final long NOT_LED = -1;

  private final Ports ports;
  private final Supplier<ReconcileSettings> current;
  private final Observer observer;
  private final Executor executor;
  private final StateKeeper keeper;
  private final Leadership leadership;
  private final Heartbeat heartbeat;
  private final OperatorDesk desk;
  private final Deliveries deliveries;
  private final Source<Optional<StateStore.Stored>> loading;
  private @Nullable Pending<Boolean> saving;
  private Conditions conditions = Conditions.NONE;
  private List<StateChange> unrecorded = List.of();
  private volatile ReconcileSettings settings;
  private volatile long passedInTerm = NOT_LED;
  private volatile Instant passAgainAt = Instant.MAX;
  private volatile @Nullable Duration rest;
  private long passes;
  private volatile boolean stopping;

  public Reconciler(Ports ports, ReconcileSettings settings) {
    this(ports, () -> settings);
  }

  /**
   * @param current asked once at the beginning of each pass; installation, process, identity and
   *     the observe limit hold as first given
   */
  public Reconciler(Ports ports, Supplier<ReconcileSettings> current) {
    this.ports = ports;
    this.current = current;
    this.settings = current.get();
    this.deliveries = new Deliveries(ports.clock());
    this.keeper = new StateKeeper(ports.state());
    this.leadership =
        new Leadership(
            ports.leases(), settings.self().holder(), ports.clock().steady(), keeper::forget);
    this.heartbeat = new Heartbeat(leadership, keeper, ports.background(), ports.clock().steady());
    this.observer = new Observer(ports, settings, leadership::step);
    this.executor =
        new Executor(ports.background(), new Performer(ports), this::mayAct, ports.clock());
    this.loading = new Source<>("state", keeper::load, ports.background(), ports.clock());
    this.desk = new OperatorDesk(ports, settings, keeper, leadership);
  }

  /** What people may ask of this loop. */
  public Operator operator() {
    return desk;
  }

  /** Where the webhook's deliveries are told. */
  public Deliveries deliveries() {
    return deliveries;
  }

  /** How long after its begin the latest pass is to be followed by the next. */
  public Duration interval() {
    Duration longer = rest;
    return longer == null ? current.get().plan().pace().poll() : longer;
  }

  /** Whether a delivery brought the next pass forward, to now. */
  public boolean isWoken() {
    return !stopping && deliveries.isDue();
  }

  /** From now on nothing new is started, and no further effect of what runs. */
  public void stop() {
    stopping = true;
  }

  /** Whether nothing is under way any more. */
  public boolean isQuiet() {
    executor.ended(ports.clock().instant());
    return executor.inFlight().isEmpty();
  }

  /** Lets another replica lead at once. */
  public void resign() {
    stopping = true;
    if (!settings.dryRun()) {
      Pending<Boolean> released =
          ports
              .background()
              .read(
                  "lease",
                  () -> {
                    leadership.release();
                    return true;
                  });
      ports.background().await(List.of(released), RELEASE_LIMIT);
    }
  }

  /**
   * To be called every second or so, also while a pass is under way: keeps the Lease and the stored
   * state between passes that are far apart. Never waits.
   *
   * @return whether a pass is due at once, whatever the poll interval: a delivery brought it
   *     forward, this replica leads anew, or the last pass could not act yet
   */
  public boolean beat() {
    boolean woken = isWoken();
    if (stopping || settings.dryRun()) {
      return woken;
    }
    heartbeat.beat();
    boolean leadsAnew = leadership.mayAct() && leadership.term() != passedInTerm;
    return woken || leadsAnew || !ports.clock().steady().instant().isBefore(passAgainAt);
  }

  public PassReport pass() {
    heartbeat.passBegins();
    deliveries.passBegins(settings.plan().pace().poll());
    PassReport report = observeAndAct();
    rest = RestInterval.after(report, settings.plan()).orElse(null);
    passAgainAt =
        report.mode() == Mode.OBSERVING_AFTER_START
            ? ports.clock().steady().instant().plus(Heartbeat.EVERY)
            : Instant.MAX;
    heartbeat.passEnded(interval());
    return report;
  }

  private PassReport observeAndAct() {
    Instant startedAt = ports.clock().steady().instant();
    follow(current.get());
    observer.read(
        !settings.dryRun(),
        settings.plan().pools().stream().anyMatch(pool -> pool.demand().hasPods()));
    Duration clockChange = observer.setsClock();
    if (!clockChange.isZero()) {
      conditions = conditions.movedBy(clockChange);
    }
    knowState();
    List<Ended> ended = executor.ended(ports.clock().instant());
    learn(ended);

    Observation seen =
        observer.observation(
            StateChanges.apply(keeper.stored(), unrecorded),
            keeper.knowledge() == StateKeeper.Knowledge.RECORDED && !isStateLost(),
            executor.inFlight());
    FleetState fleet = new FleetDeriver(settings.fleet()).derive(seen, conditions);
    conditions = fleet.conditions();
    Plan plan =
        new Planner(settings.plan())
            .plan(fleet)
            .warningOf(JoinWarnings.about(fleet, settings.plan().pools()))
            .warningOf(ClockWarnings.about(ports.clock()));
    HookStatus hook = HookLook.at(seen, settings.plan().pace(), deliveries);
    plan = plan.warningOf(HookWarnings.about(hook, settings.plan().pace()));
    Mode mode = mode(fleet);

    List<Action> started = act(mode, plan);
    desk.learn(fleet, settings);
    desk.learn(plan.pools());
    List<SourceHealth> sources = observer.health();
    return new PassReport(
        new PassReport.Pass(
            ++passes,
            ports.clock().shared(startedAt),
            Duration.between(startedAt, ports.clock().steady().instant()),
            sources.stream().allMatch(SourceHealth::ok),
            sources),
        new PassReport.Standing(mode, leadership.isUnguarded(), hook),
        fleet,
        new PassReport.Decided(settings.plan(), plan),
        new PassReport.Acts(started, ended));
  }

  private void follow(ReconcileSettings latest) {
    if (latest.dryRun() != settings.dryRun()) {
      passedInTerm = NOT_LED; // somebody else may have led, and written state, in between
    }
    settings = latest;
  }

  /** A new leader reads the stored state anew: its predecessor may have recorded launches. */
  private void knowState() {
    long term = settings.dryRun() ? 0 : leadership.mayAct() ? leadership.term() : NOT_LED;
    if (term != passedInTerm) {
      keeper.forget();
    }
    passedInTerm = term;
    boolean mayRecordNow =
        keeper.knowledge() == StateKeeper.Knowledge.IN_MEMORY
            && mayAct()
            && observer.grants(Permission.CONFIG_MAPS);
    if (keeper.knowledge() == StateKeeper.Knowledge.UNKNOWN || mayRecordNow) {
      loading.begin(Duration.ZERO);
      List<Pending<?>> pending = new ArrayList<>();
      loading.addPending(pending);
      ports.background().await(pending, settings.observeLimit());
      loading.take();
    }
  }

  /** Whether somebody deleted them before this start: a server of ours is in no state of ours. */
  private boolean isStateLost() {
    if (!keeper.foundNone()) {
      return false;
    }
    Set<String> launched = keeper.stored().launches().pending().keySet();
    Set<String> registered = keeper.stored().runners().registrations().keySet();
    return observer.ownServers().stream()
        .anyMatch(server -> !launched.contains(server) && !registered.contains(server));
  }

  /** What ended actions taught us waits until it can be recorded. */
  private void learn(List<Ended> ended) {
    Aftermath aftermath = new Aftermath(settings.installation(), settings.plan());
    List<StateChange> all = new ArrayList<>(unrecorded);
    ended.forEach(one -> all.addAll(aftermath.of(one)));
    unrecorded = List.copyOf(all);
  }

  private List<Action> act(Mode mode, Plan plan) {
    if (mode != Mode.ACTING && mode != Mode.PAUSED) {
      return List.of();
    }
    List<StateChange> changes = new ArrayList<>(unrecorded);
    changes.addAll(plan.changes());
    boolean recorded = record(List.copyOf(changes));
    if (recorded) {
      unrecorded = List.of();
    }
    List<Action> started = new ArrayList<>();
    // Also one that was asked for since this pass planned.
    OperatorWishes wishes = keeper.stored().wishes();
    Instant now = ports.clock().instant();
    for (Action action : plan.actions()) {
      // A launch whose pending launch could not be recorded must not happen.
      boolean mayStart = !isPaused(action, wishes, now);
      if (mayStart && (recorded || action.kind() != Action.Kind.CREATE)) {
        executor.start(action);
        started.add(action);
      }
    }
    return started;
  }

  private static boolean isPaused(Action action, OperatorWishes wishes, Instant now) {
    Pause pause = wishes.pause();
    String pool = action.launchesFor();
    return (pause != null && pause.holds(now) && !action.isAllowedWhilePaused())
        || (pool != null && wishes.poolPause(pool, now) != null);
  }

  /** Beside the pass too: a cluster that does not answer costs the record, never the pass. */
  private boolean record(List<StateChange> changes) {
    if (saving != null && saving.result().isEmpty()) {
      return false;
    }
    saving = ports.background().read("state", () -> keeper.update(changes));
    ports.background().await(List.of(saving), settings.observeLimit());
    return saving.result().orElse(false);
  }

  private boolean mayAct() {
    return !stopping && !settings.dryRun() && leadership.mayAct();
  }

  private Mode mode(FleetState fleet) {
    if (settings.dryRun()) {
      return Mode.DRY_RUN;
    }
    if (!mayAct()) {
      // A term of ours that ran out while the sources were read is renewed by the next pass.
      return leadership.isHolder() && !stopping ? Mode.OBSERVING_AFTER_START : Mode.NOT_LEADER;
    }
    if (keeper.knowledge() == StateKeeper.Knowledge.UNKNOWN
        || Planner.isObservingAfterStart(fleet)) {
      return Mode.OBSERVING_AFTER_START;
    }
    Pause pause = fleet.seen().stored().wishes().pause();
    return pause != null && pause.holds(fleet.seen().now()) ? Mode.PAUSED : Mode.ACTING;
  }
}
