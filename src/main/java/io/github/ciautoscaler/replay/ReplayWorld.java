package io.github.ciautoscaler.replay;

import io.github.ciautoscaler.simulator.ForgeJob;
import io.github.ciautoscaler.simulator.JobSpec;
import io.github.ciautoscaler.simulator.Ledger;
import io.github.ciautoscaler.simulator.Repo;
import io.github.ciautoscaler.simulator.World;
import io.github.ciautoscaler.simulator.WorldSettings;
import io.github.ciautoscaler.simulator.WorldSettings.Range;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The simulator's world in which the jobs of a trace come as they came, and nothing goes wrong. */
final class ReplayWorld {

  /** Time for a policy to start before the first job comes. */
  private static final Duration AHEAD = Duration.ofMinutes(10);

  /** Beside the boot itself: the order, the power, the runner's pod and its registration. */
  private static final Duration BESIDE_AT_LEAST = Duration.ofSeconds(18);

  private static final Duration BESIDE_AT_MOST = Duration.ofSeconds(24);

  private final JobTrace trace;
  private final World world;
  private final Sampler sampler;
  private final List<ForgeJob> jobs = new ArrayList<>();

  ReplayWorld(JobTrace trace, Surroundings surroundings, long seed) {
    this.trace = trace;
    this.world = new World(settings(trace, surroundings, seed));
    this.sampler = new Sampler(world);
    for (PastJob job : trace.jobs()) {
      world.after(Duration.between(world.now(), job.submitted()), () -> submit(job));
    }
  }

  private static WorldSettings settings(JobTrace trace, Surroundings around, long seed) {
    Set<String> labels =
        trace.jobs().stream().flatMap(job -> job.labels().stream()).collect(Collectors.toSet());
    WorldSettings standard = WorldSettings.standard(seed);
    return new WorldSettings(
        seed,
        trace.begins().minus(AHEAD),
        standard.forgeVersion(),
        standard.clusterVersion(),
        standard.clusterSecret(),
        labels,
        2 * around.maxNodes(),
        new Range(
            shorter(around.boot().least(), BESIDE_AT_LEAST),
            shorter(around.boot().most(), BESIDE_AT_MOST)),
        standard.listLag(),
        Set.of());
  }

  private static Duration shorter(Duration boot, Duration beside) {
    Duration left = boot.minus(beside);
    return left.isNegative() ? Duration.ZERO : left;
  }

  private void submit(PastJob job) {
    String[] parts = job.repo().split("/", 2);
    Repo repo = new Repo(1, parts[0], parts[parts.length - 1]);
    JobSpec spec = new JobSpec(job.name(), job.labels(), List.of(), job.length());
    jobs.addAll(world.forge().submit(repo, List.of(spec)));
  }

  World world() {
    return world;
  }

  JobTrace trace() {
    return trace;
  }

  /** Whether every job has ended and every server is gone. */
  boolean isOver() {
    return world.now().isAfter(trace.begins())
        && jobs.size() == trace.jobs().size()
        && world.forge().jobs(ForgeJob.Status.QUEUED).isEmpty()
        && world.cloud().servers().isEmpty();
  }

  /** How many machines there were until now. */
  Course course() {
    return sampler.course();
  }

  Figures figures() {
    Ledger ledger = world.cloud().ledger();
    return new Figures(
        ledger.hours(world.now()),
        ledger.total(world.now()),
        trace.work(),
        new Figures.Waits(waits()),
        world.forge().lostJobs().size(),
        ledger.entries().size(),
        peak(ledger));
  }

  /** Of a job that never began: until now. */
  private List<Duration> waits() {
    return jobs.stream().map(job -> Duration.between(job.created(), begun(job))).toList();
  }

  private Instant begun(ForgeJob job) {
    Instant started = job.started();
    return started == null ? world.now() : started;
  }

  private long peak(Ledger ledger) {
    TreeMap<Instant, Long> changes = new TreeMap<>();
    for (Ledger.Entry entry : ledger.entries()) {
      Instant deleted = entry.deleted();
      changes.merge(entry.created(), 1L, Long::sum);
      changes.merge(deleted == null ? world.now() : deleted, -1L, Long::sum);
    }
    long servers = 0;
    long most = 0;
    for (long change : changes.values()) {
      servers += change;
      most = Math.max(most, servers);
    }
    return most;
  }
}
