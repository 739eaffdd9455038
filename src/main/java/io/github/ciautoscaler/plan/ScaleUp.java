package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.Observation;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.StateChange;
import io.github.ciautoscaler.plan.Reason.Code;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Launches what demand lacks, what operators asked for, and what pools hold ready, as far as {@link
 * LaunchRules} allow.
 */
final class ScaleUp {

  /** What is left under these is for queued jobs, before anything is held ready. */
  private static final Set<Code> CAPS = EnumSet.of(Code.AT_MAX_JOBS, Code.SPEND_LIMIT);

  private final Observation seen;
  private final PlanSettings settings;
  private final Launches launches;
  private final Proposals actions;
  private final LaunchOrders orders;
  private final SpareSlots spare = new SpareSlots();
  private final Map<String, Integer> wanted = new HashMap<>();

  ScaleUp(FleetState fleet, PlanSettings settings, Launches launches, Proposals actions) {
    this.seen = fleet.seen();
    this.settings = settings;
    this.launches = launches;
    this.actions = actions;
    this.orders = new LaunchOrders(fleet, settings, actions);
  }

  void launch(Demand demand, PodPacking pods, Reserve reserve) {
    boolean capped = false;
    settings.pools().forEach(pool -> launches.coolDowns().warn(pool, actions));
    for (Demand.Shortage shortage : chosen(demand)) {
      Reason end = fill(shortage, why(shortage), demand);
      if (end != null) {
        unmet(shortage, end, demand);
        capped = capped || CAPS.contains(end.code());
      }
    }
    new PodScaleUp(pods, launches, actions, (launch, why) -> launchOne(launch, why, null)).launch();
    launchForOperators();
    for (Demand.Shortage unsure : demand.unsure()) {
      unmet(unsure, learn(unsure, demand), demand);
    }
    if (!capped) {
      reserve.lacks().forEach(this::holdReady);
    }
  }

  /**
   * Launches the best choice, where it is not what each group would take by itself.
   *
   * @return what lacks a slot still
   */
  private List<Demand.Shortage> chosen(Demand demand) {
    List<Demand.Shortage> shortages = LaunchChoice.fewestPoolsFirst(demand.shortages());
    LaunchChoice.Chosen chosen = LaunchChoice.of(demand, launches);
    if (chosen == null) {
      return shortages;
    }
    Map<JobGroup, Demand.Shortage> lacking = new LinkedHashMap<>();
    shortages.forEach(shortage -> lacking.put(shortage.group(), shortage));
    demand
        .give(chosen)
        .forEach((group, slots) -> {
          Demand.Shortage its =
              lacking.computeIfAbsent(
                  group,
                  other ->
                      new Demand.Shortage(
                          other, demand.poolsFor(other), demand.expected().left(other)));
          slots.forEach((pool, jobs) -> fillFrom(pool, its, jobs, why(its), demand));
        });
    return lacking.values().stream()
        .map(it -> new Demand.Shortage(it.group(), it.pools(), demand.expected().left(it.group())))
        .filter(it -> it.jobs() > 0)
        .toList();
  }

  /** Takes slots of the pool's machines for so many jobs, and launches what lacks. */
  private void fillFrom(Pool pool, Demand.Shortage shortage, int jobs, Reason why, Demand demand) {
    Launch launch = new Launch(pool, shortage.labels(), false);
    int left = jobs - fillSpare(pool, shortage.group(), jobs, why, demand);
    Reason end = null;
    while (left > 0 && end == null) {
      end = launchOne(launch, why, null);
      left -= end == null ? fillSpare(pool, shortage.group(), left, why, demand) : 0;
    }
  }

  /** What this pass aims at, and what stands against more; to be asked after all is launched. */
  Plan.Sizes sizes(PodPacking pods) {
    return new Plan.Sizes(
        launches.total(), settings.pools().stream().map(pool -> outlook(pool, pods)).toList());
  }

  private PoolOutlook outlook(Pool pool, PodPacking pods) {
    Launch more = new Launch(pool, Set.of(), false);
    return new PoolOutlook(
        pool,
        wanted.getOrDefault(pool.name(), 0),
        BootBackOffLaunchRule.until(launches.health(pool), seen.now()),
        LaunchRules.against(more, launches),
        pods.waiting(pool));
  }

  private static Reason why(Demand.Shortage shortage) {
    return new Reason(
        Code.QUEUE_EXCEEDS_CAPACITY,
        shortage.jobs()
            + " queued "
            + (shortage.jobs() == 1 ? "job asks" : "jobs ask")
            + " for "
            + shortage.labels().stream().sorted().toList()
            + " and nothing free fits.");
  }

  /**
   * From the pool that fits best, and what it may not from the next. What this pass launches for
   * others and has slots left is filled first.
   *
   * @return what stopped the best; null when all jobs have a slot
   */
  private @Nullable Reason fill(Demand.Shortage shortage, Reason why, Demand demand) {
    int left = shortage.jobs();
    for (Pool pool : shortage.pools()) {
      left -= fillSpare(pool, shortage.group(), left, why, demand);
    }
    Reason first = null;
    for (Pool pool : shortage.pools()) {
      Launch launch = new Launch(pool, shortage.labels(), false);
      Reason end = null;
      while (left > 0 && end == null) {
        end = launchOne(launch, why, null);
        left -= end == null ? fillSpare(pool, shortage.group(), left, why, demand) : 0;
      }
      first = first == null ? end : first;
    }
    return left <= 0 ? null : first;
  }

  private int fillSpare(Pool pool, JobGroup group, int jobs, Reason why, Demand demand) {
    List<String> taken = spare.take(pool, jobs);
    taken.forEach(machine -> demand.expected().launched(group, machine, why));
    return taken.size();
  }

  private void unmet(Demand.Shortage shortage, Reason why, Demand demand) {
    wanted.merge(
        shortage.pool().name(), demand.expected().unmet(shortage.group(), why), Integer::sum);
    actions.notDone(shortage.pool().name(), why);
    actions.explain("pool/" + shortage.pool().name(), why);
  }

  /**
   * Launches one machine whose runner shows whether it offers these labels, unless one comes
   * anyway.
   *
   * @return why nothing more is launched for them
   */
  private Reason learn(Demand.Shortage unsure, Demand demand) {
    Pool pool = unsure.pool();
    Learning learning = launches.learning();
    Reason why = learning.launched(pool, unsure.labels());
    Reason end = launchOne(new Launch(pool, unsure.labels(), true), why, null);
    if (end != null) {
      return end;
    }
    fillSpare(pool, unsure.group(), unsure.jobs(), why, demand);
    if (learning.isRemembered(pool)) {
      actions.remember(new StateChange.LabelsProbed(pool.name(), seen.now()));
    }
    return learning.waiting(pool, unsure.labels());
  }

  /** What this pass launched for jobs and operators counts, as far as it has slots left. */
  private void holdReady(Reserve.Lack lack) {
    Pool pool = lack.pool();
    Reason end = null;
    while (end == null
        && (launches.launchedNow(pool) < lack.machines() || spare.left(pool) < lack.slots())) {
      end = launchOne(new Launch(pool, Set.of(), false), lack.why(), null);
    }
    if (end != null) {
      actions.notDone(pool.name(), end);
      actions.explain("pool/" + pool.name(), end);
    }
  }

  private void launchForOperators() {
    new TreeMap<>(seen.stored().wishes().scaleRequests())
        .forEach((key, request) -> launchMachines(request.open(), request.pool(), key));
  }

  /** Whole machines, of the pool that was named, else of the first that may have more. */
  private void launchMachines(int machines, @Nullable String named, String request) {
    Reason why = new Reason(Code.OPERATOR_SCALE, "An operator asked for it.");
    List<Pool> pools =
        settings.pools().stream().filter(it -> named == null || it.name().equals(named)).toList();
    Reason first = pools.isEmpty() ? removed(named) : null;
    int left = machines;
    for (Pool pool : pools) {
      Reason end = null;
      while (left > 0 && end == null) {
        end = launchOne(new Launch(pool, Set.of(), false), why, request);
        left -= end == null ? 1 : 0;
      }
      first = first == null ? end : first;
    }
    if (left > 0 && first != null) {
      actions.notDone(named == null ? pools.getFirst().name() : named, first);
    }
  }

  private static Reason removed(@Nullable String pool) {
    return new Reason(
        Code.POOL_REMOVED,
        "Pool " + pool + " is not in the configuration any more; nothing is launched for it.");
  }

  /** Launches one machine; a reason if it may not. */
  private @Nullable Reason launchOne(Launch launch, Reason why, @Nullable String request) {
    Reason against = LaunchRules.against(launch, launches);
    if (against == null) {
      Pool pool = launch.pool();
      Offering offering = Objects.requireNonNull(launch.offering(launches.coolDowns()));
      spare.add(pool, orders.order(launch, offering, why, request));
      launches.add(pool, offering);
    }
    return against;
  }
}
