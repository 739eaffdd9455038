package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.plan.Assignment.Standing;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Which slot each queued job is expected to take, or why none, as one pass works it out. */
final class Expected {

  private final List<Assignment> all = new ArrayList<>();
  private final Map<Slot, Integer> places = new HashMap<>();
  private final Map<JobGroup, Deque<Job>> waiting = new HashMap<>();

  List<Assignment> all() {
    return all;
  }

  void add(Assignment one) {
    all.add(one);
  }

  /** The job takes a slot that is there, or on its way. */
  void takes(Slot slot, Assignment one) {
    places.put(slot, all.size());
    all.add(one);
  }

  /** These jobs lack a slot as long as nobody says otherwise. */
  void waits(JobGroup group, Deque<Job> jobs) {
    waiting.put(group, jobs);
  }

  /** How many jobs of this group wait. */
  int left(JobGroup group) {
    return waiting(group).size();
  }

  /** Says of one job of this group that its machine was launched just now. */
  void launched(JobGroup group, String machine, Reason reason) {
    Job job = waiting(group).poll();
    if (job != null) {
      all.add(new Assignment(job, Standing.LAUNCHED, machine, reason));
    }
  }

  /**
   * Says of the rest of the jobs of this group why nothing is launched for them.
   *
   * @return how many they are
   */
  int unmet(JobGroup group, Reason reason) {
    Deque<Job> jobs = waiting(group);
    int left = jobs.size();
    jobs.forEach(job -> all.add(new Assignment(job, Standing.WAITS, null, reason)));
    jobs.clear();
    return left;
  }

  /** Where a slot changed its taker, the job that had it waits again, and another one has it. */
  void exchange(Map<Slot, JobGroup> before, Map<Slot, JobGroup> after) {
    Map<Slot, JobGroup> changed = new LinkedHashMap<>();
    before.forEach((slot, group) -> {
      JobGroup taker = after.getOrDefault(slot, group);
      if (!taker.equals(group)) {
        changed.put(slot, taker);
        waiting(group).addFirst(all.get(place(slot)).job());
      }
    });
    changed.forEach((slot, taker) -> {
      Assignment old = all.get(place(slot));
      Job job = waiting(taker).removeFirst();
      all.set(place(slot), new Assignment(job, old.standing(), old.machine(), old.reason()));
    });
  }

  private int place(Slot slot) {
    return Objects.requireNonNull(places.get(slot), "a slot that was given");
  }

  private Deque<Job> waiting(JobGroup group) {
    return waiting.computeIfAbsent(group, none -> new ArrayDeque<>());
  }
}
