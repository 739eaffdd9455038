package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.BootFailures;
import io.github.ciautoscaler.fleet.ControlPlane;
import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.JoiningMachine;
import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.MachineBootstrap.Credential;
import io.github.ciautoscaler.fleet.Observation;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.PendingLaunch;
import io.github.ciautoscaler.fleet.Phase;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.PoolHealth;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Runner;
import io.github.ciautoscaler.fleet.StateChange;
import io.github.ciautoscaler.fleet.StoredState;
import io.github.ciautoscaler.plan.Action.Kind;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Buys what demand lacks and what operators asked for, within the maximum. */
final class ScaleUp {

  /**
   * Lists lag behind creates: without recorded pending launches, so long after a start nothing is
   * bought.
   */
  static final Duration BLIND_AFTER_START = Duration.ofSeconds(30);

  /** How much longer than the provisioning timeout a join token lives. */
  private static final Duration TOKEN_SPARE = Duration.ofMinutes(5);

  private static final Duration FIRST_BACKOFF = Duration.ofSeconds(60);
  private static final Duration LONGEST_BACKOFF = Duration.ofHours(1);

  private final FleetState fleet;
  private final Observation seen;
  private final PlanSettings settings;
  private final Freshness freshness;
  private final Actions actions;
  private final FreshNames names;
  private final CoolDowns coolDowns;
  private final Map<String, Integer> counted = new HashMap<>();
  private final SpareSlots spare = new SpareSlots();
  private final Set<String> bought = new HashSet<>();
  private int total;

  /** Creates under way of which nobody knows the pool. */
  private int strays;

  ScaleUp(FleetState fleet, PlanSettings settings, Freshness freshness, Actions actions) {
    this.fleet = fleet;
    this.seen = fleet.seen();
    this.settings = settings;
    this.freshness = freshness;
    this.actions = actions;
    this.names = new FreshNames(fleet);
    this.coolDowns = new CoolDowns(seen.stored(), seen.now());
    Set<String> known = new HashSet<>();
    for (Machine machine : fleet.machines()) {
      known.add(machine.name());
      if (machine.countsTowardsMaximum()) {
        counted.merge(machine.pool(), 1, Integer::sum);
        total++;
      }
    }
    // A create under way whose pending launch somebody deleted with the ConfigMap.
    for (String name : seen.inFlight()) {
      if (Labels.isOurNameForm(name) && !known.contains(name) && !isNode(name)) {
        strays++;
      }
    }
    total += strays;
  }

  private boolean isNode(String name) {
    return seen.nodes().known().orElse(List.of()).stream().anyMatch(it -> it.name().equals(name));
  }

  private long highestRunner() {
    long highest = 0;
    for (Runner row : seen.runners().known().orElse(List.of())) {
      highest = Math.max(highest, row.id());
    }
    return highest;
  }

  int total() {
    return total;
  }

  void buy(Demand demand, Learning learning) {
    settings.pools().forEach(pool -> coolDowns.warn(pool, actions));
    Reason hindrance = hindrance();
    for (Demand.Shortage shortage : demand.shortages()) {
      Reason why =
          new Reason(
              Code.QUEUE_EXCEEDS_CAPACITY,
              shortage.jobs()
                  + " queued "
                  + (shortage.jobs() == 1 ? "job asks" : "jobs ask")
                  + " for "
                  + shortage.labels().stream().sorted().toList()
                  + " and nothing free fits.");
      Reason end = hindrance == null ? fill(shortage, why, demand) : hindrance;
      if (end != null) {
        unmet(shortage, end, demand);
      }
    }
    buyForOperators(hindrance);
    for (Demand.Shortage unsure : demand.unsure()) {
      unmet(unsure, learn(unsure, demand, learning, hindrance), demand);
    }
  }

  /**
   * From the pool that fits best, and what it may not from the next. What this pass launches for
   * others and has slots left is filled first.
   *
   * @return what stopped the best; null when all was bought
   */
  private @Nullable Reason fill(Demand.Shortage shortage, Reason why, Demand demand) {
    int left = shortage.jobs();
    for (Pool pool : shortage.pools()) {
      left -= fillSpare(pool, shortage.labels(), left, why, demand);
    }
    Reason first = null;
    for (Pool pool : shortage.pools()) {
      Reason end = null;
      while (left > 0 && end == null) {
        end = buyOne(pool, shortage.labels(), why, null);
        left -= end == null ? fillSpare(pool, shortage.labels(), left, why, demand) : 0;
      }
      first = first == null ? end : first;
    }
    return left <= 0 ? null : first;
  }

  private int fillSpare(Pool pool, Set<String> labels, int jobs, Reason why, Demand demand) {
    List<String> taken = spare.take(pool, jobs);
    taken.forEach(machine -> demand.bought(labels, machine, why));
    return taken.size();
  }

  private void unmet(Demand.Shortage shortage, Reason why, Demand demand) {
    demand.unmet(shortage.labels(), why);
    actions.notDone(shortage.pool().name(), why);
    actions.explain("pool/" + shortage.pool().name(), why);
  }

  /**
   * Buys one machine whose runner shows whether it offers these labels, unless one comes anyway.
   *
   * @return why nothing more is bought for them
   */
  private Reason learn(
      Demand.Shortage unsure, Demand demand, Learning learning, @Nullable Reason hindrance) {
    Pool pool = unsure.pool();
    Reason waiting = learning.waiting(pool, unsure.labels());
    if (learning.isAwaited(pool) || bought.contains(pool.name())) {
      return waiting;
    }
    Reason why = learning.bought(pool, unsure.labels());
    Reason end = hindrance == null ? buyOne(pool, unsure.labels(), why, null) : hindrance;
    if (end == null) {
      fillSpare(pool, unsure.labels(), unsure.jobs(), why, demand);
    }
    if (end == null && learning.isRemembered(pool)) {
      actions.remember(new StateChange.LabelsProbed(pool.name(), seen.now()));
    }
    return end == null ? waiting : end;
  }

  private void buyForOperators(@Nullable Reason hindrance) {
    new TreeMap<>(seen.stored().scaleRequests())
        .forEach((key, request) -> {
          Reason why = new Reason(Code.OPERATOR_SCALE, "An operator asked for it.");
          int left = request.count() - request.bought();
          Reason end = hindrance == null ? buyMachines(left, why, key) : hindrance;
          if (left > 0 && end != null) {
            actions.notDone(settings.pools().getFirst().name(), end);
          }
        });
  }

  /** Whole machines, of the first pool that may have more. */
  private @Nullable Reason buyMachines(int machines, Reason why, String request) {
    Reason first = null;
    int left = machines;
    for (Pool pool : settings.pools()) {
      Reason end = null;
      while (left > 0 && end == null) {
        end = buyOne(pool, Set.of(), why, request);
        left -= end == null ? 1 : 0;
      }
      first = first == null ? end : first;
    }
    return left <= 0 ? null : first;
  }

  /** Buys one server; a reason if it may not. */
  private @Nullable Reason buyOne(
      Pool pool, Set<String> labels, Reason why, @Nullable String request) {
    Reason hindrance = hindrance(pool);
    if (hindrance != null) {
      return hindrance;
    }
    Reason full = full(pool);
    if (full != null) {
      return full;
    }
    if (seen.stored().pool(pool.name()).bootFailures().inARow() > 0 && isAnyBooting(pool)) {
      return new Reason(
          Code.BOOT_BACKOFF, "The last boots failed; one machine at a time until one serves.");
    }
    Offering offering = coolDowns.firstFree(pool);
    if (offering == null) {
      return coolDowns.whyNone(pool);
    }
    order(pool, offering, labels, why, request);
    spare.add(pool, names.last());
    return null;
  }

  private void order(
      Pool pool, Offering offering, Set<String> labels, Reason why, @Nullable String request) {
    String name = names.next();
    String token = needsToken(pool) ? names.token() : null;
    Map<String, String> ownAnnotations = new HashMap<>(pool.template().labels());
    ownAnnotations.put(Labels.MANAGED_BY, Labels.MANAGED_BY_US);
    ownAnnotations.put(Labels.INSTALLATION, seen.installation());
    ownAnnotations.put(Labels.POOL, pool.name());
    ownAnnotations.put(Labels.NAME, name);
    ownAnnotations.put(Labels.RUNNERS_BEFORE, String.valueOf(highestRunner()));
    List<Effect> effects = new ArrayList<>();
    if (token != null) {
      ownAnnotations.put(Labels.JOIN_TOKEN, token);
      Duration life = settings.provisioningTimeout().plus(TOKEN_SPARE);
      effects.add(new Effect.CreateJoinToken(token, name, life));
    }
    effects.add(
        new Effect.CreateServer(joining(name, pool, token), pool, offering, ownAnnotations));
    actions.start(name, Kind.CREATE, why, effects);
    PendingLaunch pendingLaunch =
        new PendingLaunch(
            pool.name(), offering, seen.now(), seen.process(), null, null, token, labels, request);
    actions.remember(new StateChange.LaunchPending(name, pendingLaunch));
    counted.merge(pool.name(), 1, Integer::sum);
    bought.add(pool.name());
    total++;
  }

  private @Nullable Reason full(Pool pool) {
    if (total >= settings.maxNodes()) {
      return atMaximum("MAX_NODES=" + settings.maxNodes(), total);
    }
    int inPool = counted.getOrDefault(pool.name(), 0);
    return inPool >= pool.limits().max()
        ? atMaximum("the maximum " + pool.limits().max() + " of pool " + pool.name(), inPool)
        : null;
  }

  private static Reason atMaximum(String limit, int machines) {
    return new Reason(
        Code.AT_MAX_NODES, "There are " + machines + " machines and " + limit + " allows no more.");
  }

  /** What stops every purchase of this pass; null when nothing does. */
  private @Nullable Reason hindrance() {
    StoredState stored = seen.stored();
    Instant now = seen.now();
    if (stored.pause() != null && stored.pause().holds(now)) {
      return new Reason(Code.PAUSED, "Paused by an operator.");
    }
    if (!freshness.mayBuy() || seen.cluster().known().isEmpty()) {
      return new Reason(
          Code.SOURCE_UNKNOWN, "Nothing is bought while unknown: " + freshness.unknown() + ".");
    }
    if (Boots.anyUnresolved(fleet)) {
      return new Reason(
          Code.LAUNCHES_UNRESOLVED, "Purchases of the last run are looked up by name first.");
    }
    if (!seen.stateIsRecorded() && listed().isBefore(seen.startedAt().plus(BLIND_AFTER_START))) {
      return new Reason(
          Code.OBSERVING_AFTER_START,
          "Without recorded intents nothing is bought in the first 30 s, because lists lag behind"
              + " creates.");
    }
    if (stored.stop() != null && stored.stop().holds(now)) {
      return new Reason(Code.CREATE_STOPPED, stored.stop().message());
    }
    if (seen.budget().isReserved()) {
      return new Reason(
          Code.RATE_LIMIT_LOW, "The rest of Hetzner's request budget is kept for deletes.");
    }
    return null;
  }

  /** What stops every purchase of one pool. */
  private @Nullable Reason hindrance(Pool pool) {
    PoolHealth health = seen.stored().pool(pool.name());
    return health.stop() != null && health.stop().holds(seen.now())
        ? new Reason(Code.CREATE_STOPPED, health.stop().message())
        : backoff(health.bootFailures(), seen.now());
  }

  /** When the servers were listed: not in every pass while the request budget is low. */
  private Instant listed() {
    Reading.@Nullable Complete<?> servers = seen.servers().lastComplete();
    return servers == null ? Instant.EPOCH : servers.takenAt();
  }

  private static @Nullable Reason backoff(BootFailures failures, Instant now) {
    Instant last = failures.last();
    if (failures.inARow() == 0 || last == null) {
      return null;
    }
    int doublings = Math.min(failures.inARow() - 1, 10);
    Duration wait = FIRST_BACKOFF.multipliedBy(1L << doublings);
    Instant until = last.plus(wait.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : wait);
    return now.isBefore(until)
        ? new Reason(
            Code.BOOT_BACKOFF,
            failures.inARow()
                + " boots failed in a row; the next purchase waits until "
                + until
                + ".")
        : null;
  }

  private boolean isAnyBooting(Pool pool) {
    return counted.getOrDefault(pool.name(), 0) + strays
        > fleet.machines().stream()
            .filter(machine -> machine.pool().equals(pool.name()))
            .filter(Machine::countsTowardsMaximum)
            .filter(machine ->
                !(machine.phase() instanceof Phase.Launching)
                    || machine.isLaunchOverdue(settings.provisioningTimeout(), seen.now()))
            .count();
  }

  private boolean needsToken(Pool pool) {
    return seen.cluster()
        .known()
        .map(pool.template().bootstrap()::credential)
        .filter(Credential.OWN_TOKEN::equals)
        .isPresent();
  }

  private JoiningMachine joining(String name, Pool pool, @Nullable String token) {
    return new JoiningMachine(
        name,
        pool.name(),
        seen.cluster().known().orElse(null),
        seen.nodes().known().flatMap(ControlPlane::address).orElse(null),
        token);
  }
}
