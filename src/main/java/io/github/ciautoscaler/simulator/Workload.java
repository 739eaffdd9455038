package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.simulator.WorldSettings.Range;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * People who push: rounds of bursts with pauses between them, each burst a workflow or several. A
 * round is followed by quiet, long enough for idle machines to reach the end of their paid hour.
 */
public final class Workload {

  /**
   * How people work.
   *
   * @param first when the first burst comes
   * @param between pauses between the bursts of a round
   * @param quiet the pause after a round
   * @param workflowsMost workflows that one burst starts, at most
   * @param burstsLeast bursts of a round, at least
   * @param burstsMost bursts of a round, at most
   * @param fanOutMost jobs that one workflow runs at once, at most
   * @param job how long a job takes
   * @param oddShare how many workflows also hold what nobody can serve: a label that no runner has,
   *     alone or beside one that ours have, or a reusable workflow's caller
   * @param cancelShare how many workflows are cancelled or re-run by hand
   */
  public record Rhythm(
      Range first,
      Range between,
      Range quiet,
      int workflowsMost,
      int burstsLeast,
      int burstsMost,
      int fanOutMost,
      Range job,
      double oddShare,
      double cancelShare) {

    /** Short enough that two hours show the whole life of a machine. */
    public static Rhythm standard() {
      return new Rhythm(
          Range.seconds(20, 60),
          Range.seconds(10 * 60, 25 * 60),
          Range.seconds(35 * 60, 60 * 60),
          2,
          1,
          3,
          5,
          Range.seconds(60, 8 * 60),
          0.05,
          0.05);
    }

    /** The same with other sizes of burst. */
    public Rhythm withFanOut(int most) {
      return new Rhythm(
          first,
          between,
          quiet,
          workflowsMost,
          burstsLeast,
          burstsMost,
          most,
          job,
          oddShare,
          cancelShare);
    }

    /** Few short jobs at any moment: jobs come while machines leave. */
    public static Rhythm restless() {
      return new Rhythm(
          Range.seconds(20, 60),
          Range.seconds(20, 240),
          Range.seconds(120, 600),
          1,
          5,
          20,
          1,
          Range.seconds(30, 180),
          0,
          0.02);
    }

    /** So much and without a pause that twenty machines have work nearly all of the time. */
    public static Rhythm ceaseless() {
      return new Rhythm(
          Range.seconds(20, 60),
          Range.seconds(3 * 60, 5 * 60),
          Range.seconds(3 * 60, 5 * 60),
          2,
          1,
          3,
          24,
          Range.seconds(60, 8 * 60),
          0.05,
          0.05);
    }

    /** One workflow, and no other ever. */
    public static Rhythm once(int fanOut) {
      return new Rhythm(
          Range.seconds(10, 20),
          Range.seconds(1, 1),
          Range.seconds(1_000_000, 1_000_000),
          1,
          1,
          1,
          fanOut,
          Range.seconds(60, 180),
          0,
          0);
    }

    /** The same without what nobody can serve, and without cancelling. */
    public Rhythm orderly() {
      return new Rhythm(
          first, between, quiet, workflowsMost, burstsLeast, burstsMost, fanOutMost, job, 0, 0);
    }
  }

  private final World world;
  private final Rhythm rhythm;
  private boolean stopped;

  private Workload(World world, Rhythm rhythm) {
    this.world = world;
    this.rhythm = rhythm;
  }

  /** Begins to push into this world. */
  public static Workload start(World world, Rhythm rhythm) {
    Workload workload = new Workload(world, rhythm);
    world.after(workload.pick(rhythm.first()), workload::round);
    return workload;
  }

  /** Nobody pushes any more. */
  public void stop() {
    stopped = true;
  }

  private void round() {
    long bursts = world.dice().between(rhythm.burstsLeast(), rhythm.burstsMost());
    Duration at = Duration.ZERO;
    for (long i = 0; i < bursts; i++) {
      world.after(at, this::burst);
      at = at.plus(pick(rhythm.between()));
    }
    world.after(at.plus(pick(rhythm.quiet())), this::round);
  }

  private void burst() {
    if (stopped) {
      return;
    }
    long workflows = world.dice().between(1, rhythm.workflowsMost());
    for (long i = 0; i < workflows; i++) {
      List<ForgeJob> jobs =
          world.forge().submit(world.dice().oneOf(world.forge().repos()), workflow());
      if (world.dice().chance(rhythm.cancelShare())) {
        meddle(world.dice().oneOf(jobs));
      }
    }
  }

  /** A setup job, then a matrix that needs it, then a report that needs them all. */
  private List<JobSpec> workflow() {
    List<JobSpec> jobs = new ArrayList<>();
    jobs.add(JobSpec.of("prepare", pick(Range.seconds(60, 120)), "linux"));
    long cells = world.dice().between(1, rhythm.fanOutMost());
    List<String> names = new ArrayList<>();
    for (long cell = 1; cell <= cells; cell++) {
      String name = "test (" + cell + ")";
      String[] labels = labels();
      jobs.add(JobSpec.of(name, pick(rhythm.job()), labels).needs("prepare"));
      names.add(name);
    }
    if (cells > 2) {
      jobs.add(
          JobSpec.of("report", Duration.ofMinutes(1), "linux").needs(names.toArray(String[]::new)));
    }
    if (world.dice().chance(rhythm.oddShare())) {
      jobs.add(
          world.dice().chance(0.5)
              ? train(cells % 2 == 0)
              : JobSpec.of("call", Duration.ofMinutes(1)));
    }
    return jobs;
  }

  private String[] labels() {
    if (world.settings().has(Surrounding.TWO_POOLS) && world.dice().chance(0.4)) {
      return new String[] {"linux", "big"};
    }
    return new String[] {world.dice().chance(0.3) ? "ubuntu-latest" : "linux"};
  }

  /** Nobody has its label, but for all who do not know the runners. */
  private JobSpec train(boolean likeOurs) {
    Duration length = pick(rhythm.job());
    return likeOurs
        ? JobSpec.of("train", length, "linux", "gpu")
        : JobSpec.of("train", length, "gpu");
  }

  private void meddle(ForgeJob job) {
    world.afterSeconds(
        5,
        600,
        () -> {
          if (!world.forge().cancel(job)) {
            world.forge().rerun(job);
          }
        });
  }

  private Duration pick(Range range) {
    return world.dice().between(range.least(), range.most());
  }
}
