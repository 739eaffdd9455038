package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.simulator.ForgeJob.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The forge's jobs: who waits for what, who may be claimed, and how each one ends. */
final class JobBoard {

  private static final int COMPLETED_KEPT = 2_000;

  private final World world;
  private final Runnable changed;
  private final Runnable becameClaimable;
  private Consumer<ForgeJob> queued = job -> {};
  private final TreeMap<Long, ForgeJob> all = new TreeMap<>();
  private final TreeMap<Long, ForgeJob> open = new TreeMap<>();
  private final List<ForgeJob> claimable = new ArrayList<>();
  private final List<ForgeJob> completed = new ArrayList<>();
  private final List<Loss> lost = new ArrayList<>();
  private long lastJob;
  private long lastRun;

  JobBoard(World world, Runnable changed, Runnable becameClaimable) {
    this.world = world;
    this.changed = changed;
    this.becameClaimable = becameClaimable;
  }

  /** Is told of each job that could run from now on. */
  void watchQueue(Consumer<ForgeJob> listener) {
    queued = queued.andThen(listener);
  }

  List<ForgeJob> submit(Repo repo, List<JobSpec> specs) {
    long run = ++lastRun;
    String sha = world.dice().hex(40);
    Map<String, ForgeJob> byName = new HashMap<>();
    List<ForgeJob> jobs = new ArrayList<>();
    for (JobSpec spec : specs) {
      List<ForgeJob> needs = new ArrayList<>();
      for (String name : spec.needs()) {
        ForgeJob needed = byName.get(name);
        if (needed == null) {
          throw new IllegalArgumentException(
              spec.name() + " needs " + name + ", which is not before it");
        }
        needs.add(needed);
      }
      ForgeJob job = new ForgeJob(++lastJob, run, repo, spec, needs, world.forge().clock(), sha);
      byName.put(spec.name(), job);
      all.put(job.id(), job);
      open.put(job.id(), job);
      jobs.add(job);
      if (needs.isEmpty()) {
        claimable.add(job);
        queued.accept(job);
      } else {
        job.become(Status.BLOCKED);
      }
    }
    changed.run();
    becameClaimable.run();
    return jobs;
  }

  /** Every job that is kept, by id. */
  Collection<ForgeJob> all() {
    return Collections.unmodifiableCollection(all.values());
  }

  /** Those that are not completed, by id. */
  Collection<ForgeJob> open() {
    return Collections.unmodifiableCollection(open.values());
  }

  /** Claimable jobs, in the order in which they are handed out. */
  List<ForgeJob> claimable() {
    return Collections.unmodifiableList(claimable);
  }

  Optional<ForgeJob> find(long id) {
    return Optional.ofNullable(all.get(id));
  }

  boolean anyFor(Set<String> offered) {
    for (ForgeJob job : claimable) {
      if (fits(job, offered)) {
        return true;
      }
    }
    return false;
  }

  Optional<ForgeJob> claim(RunnerRow row) {
    for (int i = 0; i < claimable.size(); i++) {
      ForgeJob job = claimable.get(i);
      if (fits(job, row.labels()) && row.scope().covers(job.repo().fullName())) {
        claimable.remove(i);
        job.claim(row.id(), row.name(), world.forge().clock());
        job.beginsAt(world.now());
        changed.run();
        return Optional.of(job);
      }
    }
    return Optional.empty();
  }

  /** A reusable workflow's caller has no labels and is never handed out. */
  private static boolean fits(ForgeJob job, Set<String> offered) {
    return !job.isHeldBack() && !job.labels().isEmpty() && offered.containsAll(job.labels());
  }

  void complete(ForgeJob job, String conclusion) {
    claimable.remove(job);
    open.remove(job.id());
    job.complete(conclusion, world.forge().clock());
    completed.add(job);
    if (completed.size() > COMPLETED_KEPT) {
      ForgeJob oldest = completed.removeFirst();
      if (oldest.is(Status.COMPLETED)) {
        all.remove(oldest.id());
      }
    }
    unblock(job);
    changed.run();
  }

  private void unblock(ForgeJob done) {
    for (ForgeJob waiting : laterOfItsRun(done)) {
      if (!waiting.is(Status.BLOCKED) || !waiting.needs().contains(done)) {
        continue;
      }
      if (!"success".equals(done.conclusion())) {
        complete(waiting, "skipped");
      } else if (waiting.needs().stream().allMatch(job -> "success".equals(job.conclusion()))) {
        waiting.become(Status.QUEUED);
        claimable.add(waiting);
        queued.accept(waiting);
        becameClaimable.run();
      }
    }
  }

  private List<ForgeJob> laterOfItsRun(ForgeJob job) {
    List<ForgeJob> later = new ArrayList<>();
    for (ForgeJob other : open.tailMap(job.id(), false).values()) {
      if (other.runId() != job.runId()) {
        break;
      }
      later.add(other);
    }
    return later;
  }

  /** The same id again, as a person's re-run does it. */
  boolean rerun(ForgeJob job) {
    if (!job.is(Status.COMPLETED)) {
      return false;
    }
    job.requeue();
    open.put(job.id(), job);
    completed.remove(job);
    claimable.add(job);
    queued.accept(job);
    changed.run();
    becameClaimable.run();
    return true;
  }

  /**
   * A job whose runner on this machine vanished while it worked on it.
   *
   * @param row the runner's id
   */
  record Loss(long job, long row, String machine) {}

  /** Oldest first. */
  List<Loss> lost() {
    return Collections.unmodifiableList(lost);
  }

  /** Its runner vanished: without news it fails at the next zombie check. */
  void lose(ForgeJob job, String machine) {
    int attempt = job.attempt();
    lost.add(new Loss(job.id(), job.runnerId(), machine));
    world.log(machine, "job " + job.id() + " lost its runner");
    Duration delay =
        world.dice().between(ForgeWorld.ZOMBIE_AFTER, ForgeWorld.ZOMBIE_AFTER.plusMinutes(5));
    world.after(
        delay,
        () -> {
          if (job.is(Status.IN_PROGRESS) && job.attempt() == attempt) {
            world.log(machine, "job " + job.id() + " failed as a zombie");
            complete(job, "failure");
          }
        });
  }
}
