package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.LastSeen;
import io.github.ciautoscaler.fleet.Observation;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.plan.Assignment.Serving;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Queued jobs grouped by label set and set against what serves them, so that a hundred thousand
 * jobs cost no more than their distinct label sets.
 */
final class Demand {

  /**
   * What some jobs with the same labels still lack after all capacity was given out.
   *
   * @param pools that fit them, the best first; never empty
   */
  record Shortage(Set<String> labels, List<Pool> pools, int jobs) {
    Pool pool() {
      return pools.getFirst();
    }
  }

  private final FleetState fleet;
  private final PlanSettings settings;
  private final Offers offers;
  private final Learning learning;
  private final List<Assignment> assignments = new ArrayList<>();
  private final Set<String> needed = new HashSet<>();
  private final Set<String> wantedBack = new HashSet<>();
  private final List<Shortage> shortages = new ArrayList<>();
  private final List<Shortage> unsure = new ArrayList<>();
  private final Map<Set<String>, Deque<Job>> waiting = new HashMap<>();
  private @Nullable Capacity capacity;

  Demand(FleetState fleet, PlanSettings settings, Offers offers, Learning learning) {
    this.fleet = fleet;
    this.settings = settings;
    this.offers = offers;
    this.learning = learning;
    List<Job> queued = queued(fleet.seen(), Freshness.maxAge(settings));
    if (queued.isEmpty()) {
      return;
    }
    Map<Set<String>, Deque<Job>> groups = new LinkedHashMap<>();
    queued.forEach(
        job -> groups.computeIfAbsent(job.labels(), labels -> new ArrayDeque<>()).add(job));
    // The most demanding first: they have the fewest places that fit.
    groups.entrySet().stream()
        .sorted(
            Comparator.comparingInt((Map.Entry<Set<String>, Deque<Job>> e) -> -e.getKey().size()))
        .forEach(group -> serve(group.getKey(), group.getValue(), capacity()));
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

  List<Assignment> assignments() {
    return assignments;
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

  /** Says of so many jobs with these labels that their machine was bought just now. */
  void bought(Set<String> labels, String machine, Reason reason) {
    Deque<Job> jobs = waiting.get(labels);
    if (jobs != null && !jobs.isEmpty()) {
      assignments.add(new Assignment(jobs.poll(), Serving.PURCHASED, machine, reason));
    }
  }

  /**
   * Says of the rest of the jobs with these labels why nothing is bought for them.
   *
   * @return how many they are
   */
  int unmet(Set<String> labels, Reason reason) {
    Deque<Job> jobs = waiting.getOrDefault(labels, new ArrayDeque<>());
    int left = jobs.size();
    jobs.forEach(job -> assignments.add(new Assignment(job, Serving.WAITS, null, reason)));
    jobs.clear();
    return left;
  }

  private void serve(Set<String> labels, Deque<Job> jobs, Capacity capacity) {
    if (labels.isEmpty() && !settings.original().countUnlabelledJobs()) {
      String why = "It asks for no label; such jobs are not counted.";
      all(jobs, Serving.IGNORED, new Reason(Code.NOT_OFFERED, why));
      return;
    }
    setVainAside(labels, jobs);
    givePermanent(labels, jobs, capacity);
    for (Capacity.Kind kind : Capacity.Kind.values()) {
      if (kind != Capacity.Kind.PERMANENT) {
        give(jobs, kind, capacity.take(kind, labels, jobs.size()));
      }
    }
    if (jobs.isEmpty()) {
      return;
    }
    List<Pool> pools = offers.poolsFor(labels, settings.pools());
    Pool mayFit = pools.isEmpty() ? learning.poolFor(labels) : null;
    if (!pools.isEmpty()) {
      lacks(shortages, new Shortage(labels, pools, jobs.size()), jobs);
    } else if (mayFit != null) {
      lacks(unsure, new Shortage(labels, List.of(mayFit), jobs.size()), jobs);
    } else {
      all(jobs, Serving.UNSERVABLE, learning.notOffered(labels));
    }
  }

  /** Where some permanent runner is of another scope, each owner's jobs by themselves. */
  private void givePermanent(Set<String> labels, Deque<Job> jobs, Capacity capacity) {
    if (fleet.seen().stored().runners().foreignRunners().isEmpty()) {
      give(
          jobs,
          Capacity.Kind.PERMANENT,
          capacity.take(Capacity.Kind.PERMANENT, labels, jobs.size()));
      return;
    }
    Map<String, Deque<Job>> byOwner = new LinkedHashMap<>();
    jobs.forEach(job -> byOwner.computeIfAbsent(job.owner(), owner -> new ArrayDeque<>()).add(job));
    byOwner.forEach((owner, its) ->
        give(its, Capacity.Kind.PERMANENT, capacity.takePermanent(labels, its.size(), owner)));
    Set<Job> left = new HashSet<>();
    byOwner.values().forEach(left::addAll);
    jobs.removeIf(job -> !left.contains(job));
  }

  private void lacks(List<Shortage> list, Shortage shortage, Deque<Job> jobs) {
    list.add(shortage);
    waiting.put(shortage.labels(), jobs);
  }

  /** A job that a fresh machine did not take keeps none, and is bought none. */
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
    all(vain, Serving.UNSERVABLE, new Reason(Code.UNSERVABLE_LABELS, why));
  }

  private void give(Deque<Job> jobs, Capacity.Kind kind, List<Place> places) {
    for (Place place : places) {
      Reason lost =
          kind == Capacity.Kind.PROVISIONING ? LostAnswers.about(fleet, place.name) : null;
      Reason reason = lost == null ? new Reason(Code.CAPACITY_SUFFICES, why(kind)) : lost;
      assignments.add(new Assignment(jobs.remove(), serving(kind), place.name, reason));
      if (kind == Capacity.Kind.LEAVING) {
        wantedBack.add(place.name);
      } else {
        needed.add(place.name);
      }
    }
  }

  private static Serving serving(Capacity.Kind kind) {
    return switch (kind) {
      case PERMANENT, IDLE -> Serving.FREE_RUNNER;
      case RETURNING, PROVISIONING, LEAVING -> Serving.PROVISIONING;
    };
  }

  private static String why(Capacity.Kind kind) {
    return switch (kind) {
      case PERMANENT -> "A free runner fits it.";
      case IDLE -> "An idle machine fits it.";
      case RETURNING -> "An idle machine's runner registers anew.";
      case PROVISIONING -> "A machine is on its way.";
      case LEAVING -> "A leaving machine is kept for it.";
    };
  }

  private void all(Deque<Job> jobs, Serving serving, Reason reason) {
    jobs.forEach(job -> assignments.add(new Assignment(job, serving, null, reason)));
  }
}
