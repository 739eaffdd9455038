package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.LastSeen;
import io.github.ciautoscaler.fleet.Observation;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.plan.Assignment.Standing;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Queued jobs grouped by label set and set against what serves them, so that a hundred thousand
 * jobs cost no more than their distinct label sets.
 */
final class Demand {

  /**
   * What some jobs of one group still lack after all capacity was given out.
   *
   * @param pools that fit them, the best first; never empty
   */
  record Shortage(JobGroup group, List<Pool> pools, int jobs) {
    Set<String> labels() {
      return group.labels();
    }

    Pool pool() {
      return pools.getFirst();
    }
  }

  private final FleetState fleet;
  private final PlanSettings settings;
  private final Offers offers;
  private final Learning learning;
  private final Expected expected = new Expected();
  private final Set<String> needed = new HashSet<>();
  private final Set<String> wantedBack = new HashSet<>();
  private final List<Shortage> shortages = new ArrayList<>();
  private final List<Shortage> unsure = new ArrayList<>();
  private @Nullable Capacity capacity;
  private @Nullable Matching matching;
  private @Nullable Waits waits;

  Demand(FleetState fleet, PlanSettings settings, Offers offers, Learning learning) {
    this.fleet = fleet;
    this.settings = settings;
    this.offers = offers;
    this.learning = learning;
    List<Job> queued = queued(fleet.seen(), Freshness.maxAge(settings));
    if (queued.isEmpty()) {
      return;
    }
    // Whom no new machine can serve first, then the most demanding: the fewest slots fit them.
    List<Map.Entry<JobGroup, Deque<Job>>> groups =
        JobGroup.of(queued, settings.pools()).entrySet().stream()
            .filter(group -> isCounted(group.getKey().labels(), group.getValue()))
            .sorted(
                Comparator.comparing((Map.Entry<JobGroup, Deque<Job>> e) -> mayLaunch(e.getKey()))
                    .thenComparingInt(e -> -e.getKey().labels().size())
                    .thenComparingInt(e -> -e.getKey().closed().size()))
            .toList();
    groups.forEach(group -> setVainAside(group.getKey().labels(), group.getValue()));
    serve(groups, capacity());
  }

  private boolean mayLaunch(JobGroup group) {
    return settings.pools().stream()
        .anyMatch(pool -> group.isOpen(pool) && offers.covers(pool, group.labels()));
  }

  /** A queue of which a page is missing adds to what was known, and takes nothing away. */
  private static List<Job> queued(Observation seen, Duration maxAge) {
    Optional<List<Job>> latest = seen.queued().seen(seen.now(), maxAge);
    boolean partial = seen.queued().isPartial();
    if (latest.isPresent() && !partial) {
      return latest.get();
    }
    Map<Long, Job> all = new LinkedHashMap<>();
    LastSeen.of(seen.queued()).forEach(job -> all.put(job.id(), job));
    latest.ifPresent(jobs -> jobs.forEach(job -> all.put(job.id(), job)));
    if (partial) {
      LastSeen.of(seen.running()).forEach(job -> all.remove(job.id()));
    }
    return List.copyOf(all.values());
  }

  /** What is there, and which of it queued jobs take. */
  Capacity capacity() {
    if (capacity == null) {
      capacity = new Capacity(fleet, settings, offers);
    }
    return capacity;
  }

  /** Which slot each queued job is expected to take, or why none. */
  Expected expected() {
    return expected;
  }

  /** Machines that a queued job is expected to take, so that they stay. */
  Set<String> needed() {
    return needed;
  }

  /** Machines on their way out that queued jobs could use. */
  Set<String> wantedBack() {
    return wantedBack;
  }

  List<Shortage> shortages() {
    return shortages;
  }

  /** The same of jobs whose labels the pool may have, and nobody knows. */
  List<Shortage> unsure() {
    return unsure;
  }

  /** What new machines may serve. */
  OpenWork openWork() {
    return new OpenWork(this, Objects.requireNonNull(matching), capacity());
  }

  /** The pools that may launch for this group, the best first. */
  List<Pool> poolsFor(JobGroup group) {
    return offers.poolsFor(group.labels(), settings.pools()).stream()
        .filter(group::isOpen)
        .toList();
  }

  /**
   * Gives out the slots of so many new machines, those of one priority before those of a lower one.
   * Whoever can have one of them may leave the slot that it has to whom no new one fits.
   *
   * @return for each group how many of them it has, by their pool
   */
  Map<JobGroup, Map<Pool, Integer>> give(LaunchChoice.Chosen chosen) {
    Set<JobGroup> lacking = new HashSet<>();
    shortages.forEach(shortage -> lacking.add(shortage.group()));
    Matching given = Objects.requireNonNull(matching);
    Map<Slot, JobGroup> before = given.takers();
    given.closeBut(lacking);
    for (int i = 0; i < chosen.pools().size(); i++) {
      capacity().addLaunched(chosen.pools().get(i), chosen.machines()[i]);
      given.give(Capacity.Kind.LAUNCHED);
    }
    Map<Slot, JobGroup> after = given.takers();
    expected.exchange(before, after);
    Map<JobGroup, Map<Pool, Integer>> launched = new LinkedHashMap<>();
    after.forEach((slot, group) -> {
      if (slot.kind == Capacity.Kind.LAUNCHED && slot.pool != null) {
        launched
            .computeIfAbsent(group, none -> new LinkedHashMap<>())
            .merge(slot.pool, 1, Integer::sum);
      }
    });
    return launched;
  }

  private boolean isCounted(Set<String> labels, Deque<Job> jobs) {
    boolean isCounted = !labels.isEmpty() || settings.original().countUnlabelledJobs();
    if (!isCounted) {
      String why = "It asks for no label; such jobs are not counted.";
      all(jobs, Standing.IGNORED, new Reason(Code.NOT_OFFERED, why));
    }
    return isCounted;
  }

  private void serve(List<Map.Entry<JobGroup, Deque<Job>>> groups, Capacity capacity) {
    Set<Capacity.Kind> kinds = EnumSet.allOf(Capacity.Kind.class);
    if (!fleet.seen().stored().runners().foreignRunners().isEmpty()) {
      groups.forEach(group -> giveByOwner(group.getKey().labels(), group.getValue(), capacity));
      kinds.remove(Capacity.Kind.PERMANENT);
    }
    kinds.removeAll(EnumSet.of(Capacity.Kind.BUSY, Capacity.Kind.LAUNCHED));
    Matching given = new Matching(capacity);
    matching = given;
    groups.forEach(group -> given.add(group.getKey(), group.getValue().size()));
    kinds.forEach(given::give);
    for (Map.Entry<JobGroup, Deque<Job>> group : groups) {
      expected.waits(group.getKey(), group.getValue());
      give(group.getValue(), given.of(group.getKey()));
      if (!group.getValue().isEmpty()) {
        lack(group.getKey(), group.getValue());
      }
    }
  }

  private void lack(JobGroup group, Deque<Job> jobs) {
    List<Pool> offering = offers.poolsFor(group.labels(), settings.pools());
    List<Pool> pools = offering.stream().filter(group::isOpen).toList();
    Pool mayFit = pools.isEmpty() ? learning.poolFor(group) : null;
    if (!pools.isEmpty()) {
      letWait(group, pools.getFirst(), jobs);
      if (!jobs.isEmpty()) {
        shortages.add(new Shortage(group, pools, jobs.size()));
      }
    } else if (mayFit != null) {
      unsure.add(new Shortage(group, List.of(mayFit), jobs.size()));
    } else if (!offering.isEmpty()) {
      jobs.forEach(job -> unservable(job, offering));
    } else {
      all(jobs, Standing.UNSERVABLE, learning.notOffered(group.labels()));
    }
  }

  private void unservable(Job job, List<Pool> offering) {
    String repository = JobGroup.repository(job);
    String names = String.join(", ", offering.stream().map(Pool::name).toList());
    String why =
        "Its labels fit "
            + (offering.size() == 1 ? "pool " : "the pools ")
            + names
            + (repository.isEmpty()
                ? ", and the forge does not say its repository."
                : ", and " + repository + " is not among the repositories that may use it.");
    Reason reason = new Reason(Code.REPOSITORY_NOT_ALLOWED, why);
    expected.add(new Assignment(job, Standing.UNSERVABLE, null, reason));
  }

  /** Some permanent runner is of another scope: each owner's jobs ask by themselves. */
  private void giveByOwner(Set<String> labels, Deque<Job> jobs, Capacity capacity) {
    Map<String, Deque<Job>> byOwner = new LinkedHashMap<>();
    jobs.forEach(job -> byOwner.computeIfAbsent(job.owner(), owner -> new ArrayDeque<>()).add(job));
    byOwner.forEach((owner, its) -> give(its, capacity.takePermanent(labels, its.size(), owner)));
    Set<Job> left = new HashSet<>();
    byOwner.values().forEach(left::addAll);
    jobs.removeIf(job -> !left.contains(job));
  }

  /** Some of them for machines that are busy: those stay. */
  private void letWait(JobGroup group, Pool pool, Deque<Job> jobs) {
    if (waits == null) {
      waits = new Waits(fleet, settings, capacity());
    }
    for (Assignment one : waits.of(group, pool, jobs)) {
      expected.add(one);
      needed.add(Objects.requireNonNull(one.machine()));
    }
  }

  /** A job that a fresh machine did not take keeps none, and gets none. */
  private void setVainAside(Set<String> labels, Deque<Job> jobs) {
    if (!fleet.seen().stored().runners().unservable().containsKey(labels)) {
      return;
    }
    Deque<Job> vain = new ArrayDeque<>();
    for (Job job : jobs) {
      if (fleet.seen().stored().runners().cameInVainFor(job)) {
        vain.add(job);
      }
    }
    jobs.removeIf(fleet.seen().stored().runners()::cameInVainFor);
    String why =
        "A fresh machine came and did not take jobs with "
            + labels.stream().sorted().toList()
            + "; check the runner's scope and the workflow's concurrency.";
    all(vain, Standing.UNSERVABLE, new Reason(Code.UNSERVABLE_LABELS, why));
  }

  private void give(Deque<Job> jobs, List<Slot> slots) {
    for (Slot slot : slots) {
      Capacity.Kind kind = slot.kind;
      Reason lost = kind == Capacity.Kind.PROVISIONING ? LostAnswers.about(fleet, slot.name) : null;
      Reason reason = lost == null ? new Reason(Code.CAPACITY_SUFFICES, why(kind)) : lost;
      expected.takes(slot, new Assignment(jobs.remove(), standing(kind), slot.name, reason));
      if (kind == Capacity.Kind.LEAVING) {
        wantedBack.add(slot.name);
      } else {
        needed.add(slot.name);
      }
    }
  }

  private static Standing standing(Capacity.Kind kind) {
    return switch (kind) {
      case PERMANENT, IDLE -> Standing.FREE_RUNNER;
      case RETURNING, PROVISIONING, LEAVING -> Standing.PROVISIONING;
      case BUSY -> Standing.WAITS;
      case LAUNCHED -> Standing.LAUNCHED;
    };
  }

  private static String why(Capacity.Kind kind) {
    return switch (kind) {
      case PERMANENT -> "A free runner fits it.";
      case IDLE -> "An idle machine fits it.";
      case RETURNING -> "An idle machine's runner registers anew.";
      case PROVISIONING -> "A machine is on its way.";
      case LEAVING -> "A leaving machine is kept for it.";
      case BUSY -> "A busy machine comes free for it.";
      case LAUNCHED -> "A machine is launched for it.";
    };
  }

  private void all(Deque<Job> jobs, Standing standing, Reason reason) {
    jobs.forEach(job -> expected.add(new Assignment(job, standing, null, reason)));
  }
}
