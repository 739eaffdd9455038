package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Age;
import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.plan.Assignment.Standing;
import io.github.ciautoscaler.plan.BusySlots.Soon;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which queued jobs wait for a machine that is busy and soon comes free, instead of a new one. A
 * new one costs a started hour, and takes its time to boot.
 */
final class Waits {

  /** So likely as many slots as jobs wait for come free in time. */
  static final double LIKELY = 0.7;

  private final FleetState fleet;
  private final PlanSettings settings;
  private final Capacity capacity;
  private final BusySlots busy;

  Waits(FleetState fleet, PlanSettings settings, Capacity capacity) {
    this.fleet = fleet;
    this.settings = settings;
    this.capacity = capacity;
    this.busy = new BusySlots(fleet, settings, capacity);
  }

  /**
   * Takes those that wait out of these jobs, which lack a slot.
   *
   * @param pool of which a machine would be launched for them
   * @return what each waits for
   */
  List<Assignment> of(JobGroup group, Pool pool, Deque<Job> jobs) {
    Duration patience = patience(pool);
    if (patience.isZero()) {
      return List.of();
    }
    List<Job> patient =
        jobs.stream().filter(job -> !hasWaited(job, patience)).sorted(byId()).toList();
    List<Soon> soon = patient.isEmpty() ? List.of() : busy.soonFree(group, capacity, patience);
    int most = Math.min(patient.size(), likely(soon));
    List<Assignment> waits = assigned(patient, soon.subList(0, most));
    Set<Long> waiting = new HashSet<>();
    waits.forEach(one -> waiting.add(one.job().id()));
    jobs.removeIf(job -> waiting.contains(job.id()));
    return waits;
  }

  /** The oldest job gets the slot that comes free first. */
  private List<Assignment> assigned(List<Job> jobs, List<Soon> likeliest) {
    List<Soon> first =
        likeliest.stream().sorted(Comparator.comparing(it -> it.outlook().left())).toList();
    List<Assignment> waits = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) {
      busy.take(first.get(i));
      waits.add(assignment(jobs.get(i), first.get(i)));
    }
    return waits;
  }

  private Duration patience(Pool pool) {
    return settings
        .timesOf(pool.name())
        .patience()
        .after(fleet.seen().stored().measurements().bootOf(pool.name()));
  }

  /** Of one that nobody counts, as of so many that they are not counted, it is taken to be so. */
  private boolean hasWaited(Job job, Duration patience) {
    Instant since = fleet.conditions().jobs().waiting().get(job.id());
    return since == null || Age.of(since, fleet.seen().now()).reached(patience);
  }

  /** The forge hands out the oldest first. */
  private static Comparator<Job> byId() {
    return Comparator.comparingLong(Job::id);
  }

  /**
   * The most of these slots of which it is likely that so many come free: by the distribution of
   * the sum of independent chances.
   */
  static int likely(List<Soon> soon) {
    double[] exactly = new double[soon.size() + 1];
    exactly[0] = 1;
    for (int n = 1; n <= soon.size(); n++) {
      double chance = soon.get(n - 1).outlook().chance();
      for (int k = n; k > 0; k--) {
        exactly[k] = exactly[k] * (1 - chance) + exactly[k - 1] * chance;
      }
      exactly[0] *= 1 - chance;
    }
    double atLeast = 0;
    for (int k = soon.size(); k > 0; k--) {
      atLeast += exactly[k];
      if (atLeast >= LIKELY) {
        return k;
      }
    }
    return 0;
  }

  private static Assignment assignment(Job job, Soon soon) {
    String machine = soon.busy().slot().name;
    String why =
        "It waits for job "
            + soon.busy().job().id()
            + " on machine "
            + machine
            + ", expected to end in about "
            + soon.outlook().left().toSeconds()
            + " s, instead of a new machine.";
    return new Assignment(job, Standing.WAITS, machine, new Reason(Code.WAITS_FOR_JOB, why));
  }
}
