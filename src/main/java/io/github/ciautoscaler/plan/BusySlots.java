package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.JobName;
import io.github.ciautoscaler.fleet.LastSeen;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Phase;
import io.github.ciautoscaler.fleet.Runner;
import io.github.ciautoscaler.fleet.RunningJobs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Slots in which a job runs, of machines that would take another one when it ends. There are none
 * while what runs is not known for certain, or where the forge does not say on which runner.
 */
final class BusySlots {

  /** As many, the likeliest, are looked at for one group: their chances are added up in pairs. */
  static final int MOST = 500;

  private final FleetState fleet;
  private final JobForecast forecast;
  private final List<BusySlot> free = new ArrayList<>();

  /** Such a slot, and the job that must end first. */
  record BusySlot(Slot slot, Job job, Duration age) {}

  /** What is expected of one. */
  record Soon(BusySlot busy, JobForecast.Outlook outlook) {}

  BusySlots(FleetState fleet, PlanSettings settings, Capacity capacity) {
    this.fleet = fleet;
    this.forecast = new JobForecast(fleet.seen().stored().measurements().lengths());
    if (isKnown(settings)) {
      Surplus surplus = Surplus.of(fleet, settings);
      for (Machine machine : fleet.machines()) {
        if (machine.phase() instanceof Phase.InService
            && machine.isOurs()
            && !machine.isDrained()
            && !surplus.concerns(machine)
            && capacity.serves(machine)) {
          add(machine);
        }
      }
    }
  }

  private boolean isKnown(PlanSettings settings) {
    return fleet.seen().running().fresh(fleet.seen().now(), Freshness.maxAge(settings)).isPresent()
        && !LastSeen.of(fleet.seen().running()).anyMatch(Job::isSomewhere);
  }

  /** No more than it may be given jobs. */
  private void add(Machine machine) {
    int left = machine.slots().uses().left();
    for (Job job : machine.jobs()) {
      Optional<Runner> runner =
          machine.runners().stream().filter(row -> row.isUsable() && job.mayRunOn(row)).findFirst();
      if (left > 0 && runner.isPresent() && !isSilent(job)) {
        left--;
        Slot slot =
            new Slot(
                Capacity.Kind.BUSY,
                machine.name(),
                machine.pool(),
                runner.get().id(),
                runner.get().labels());
        free.add(new BusySlot(slot, job, age(job)));
      }
    }
  }

  private boolean isSilent(Job job) {
    return fleet.conditions().jobs().silent().containsKey(job.id());
  }

  private Duration age(Job job) {
    Instant now = fleet.seen().now();
    RunningJobs.Run run = fleet.conditions().jobs().running().seen().get(job.id());
    Duration age = Duration.between(run == null ? now : run.since(), now);
    return age.isNegative() ? Duration.ZERO : age;
  }

  /** Those that fit and may come free within this, the likeliest first. */
  List<Soon> soonFree(JobGroup group, Capacity capacity, Duration within) {
    List<Soon> soon = new ArrayList<>();
    for (BusySlot busy : free) {
      if (!busy.slot.taken && capacity.fits(busy.slot, group)) {
        forecast
            .of(JobName.of(busy.job), busy.age, within)
            .filter(outlook -> outlook.chance() > 0)
            .ifPresent(outlook -> soon.add(new Soon(busy, outlook)));
      }
    }
    soon.sort(Comparator.comparingDouble((Soon one) -> one.outlook.chance()).reversed());
    return soon.size() > MOST ? soon.subList(0, MOST) : soon;
  }

  /** A queued job waits for it: nobody else does. */
  void take(Soon soon) {
    soon.busy.slot.taken = true;
  }
}
