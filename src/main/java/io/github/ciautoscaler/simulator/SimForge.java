package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.ForgeInfo;
import io.github.ciautoscaler.fleet.ForgeInfo.Capability;
import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Runner;
import io.github.ciautoscaler.reconcile.Forge;
import io.github.ciautoscaler.reconcile.Outcome;
import io.github.ciautoscaler.reconcile.ServerTime;
import io.github.ciautoscaler.simulator.Answers.Asked;
import io.github.ciautoscaler.simulator.ForgeJob.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The forge port over the world's forge. */
public final class SimForge implements Forge {

  private final ForgeWorld forge;
  private final Calls calls;
  private final Witness witness;
  private final Answers answers;
  private final Snapshot<List<Job>> queued;
  private final Snapshot<List<Job>> running;
  private final Snapshot<Integer> blocked;
  private final Snapshot<List<Runner>> runners;
  private final Dialect dialect;
  private final ForgeInfo info;

  SimForge(Calls calls, Witness witness, Answers answers) {
    World world = calls.world();
    this.forge = world.forge();
    this.dialect = new Dialect(world.settings().forgeVersion());
    this.calls = calls;
    this.witness = witness;
    this.answers = answers;
    this.queued = new Snapshot<>(world, forge::version, () -> jobs(Status.QUEUED));
    this.running = new Snapshot<>(world, forge::version, () -> jobs(Status.IN_PROGRESS));
    this.blocked = new Snapshot<>(world, forge::version, () -> forge.jobs(Status.BLOCKED).size());
    this.runners = new Snapshot<>(world, forge::version, this::rows);
    this.info = dialect.info();
  }

  /** What the world's forge of this version is and can. */
  static ForgeInfo info(String version) {
    return new Dialect(version).info();
  }

  @Override
  public Reading<ForgeInfo> describe() {
    return given(Asked.FORGE, calls.read(() -> info));
  }

  @Override
  public Reading<List<Job>> queued() {
    Reading<List<Job>> reading =
        jobsAreDown() ? calls.failed(Reading.Trouble.UNREACHABLE) : calls.list(queued::now);
    answers.queued(reading);
    witness.reads();
    return reading;
  }

  @Override
  public Reading<List<Job>> running() {
    return given(
        Asked.RUNNING,
        jobsAreDown() ? calls.failed(Reading.Trouble.UNREACHABLE) : calls.list(running::now));
  }

  @Override
  public Reading<Integer> blocked() {
    if (!info.can(Capability.BLOCKED_JOBS)) {
      return calls.failed(Reading.Trouble.UNSUPPORTED);
    }
    return jobsAreDown() ? calls.failed(Reading.Trouble.UNREACHABLE) : calls.read(blocked::now);
  }

  private <T> Reading<T> given(Asked asked, Reading<T> reading) {
    answers.answered(asked, reading);
    return reading;
  }

  /** One orphan row in its database makes the forge answer every page of jobs with 500. */
  private boolean jobsAreDown() {
    return calls.faults().isDown(Faults.Part.FORGE_JOBS);
  }

  @Override
  public Reading<List<Runner>> runners() {
    return given(Asked.RUNNERS, calls.list(runners::now));
  }

  private List<Job> jobs(Status status) {
    List<Job> jobs = new ArrayList<>();
    for (ForgeJob job : forge.jobs(status)) {
      if (dialect.lists(job, calls.world().settings().runnerLabels())) {
        jobs.add(dialect.listed(job));
      }
    }
    return List.copyOf(jobs);
  }

  private List<Runner> rows() {
    List<Runner> rows = new ArrayList<>();
    if (!dialect.listsRunners()) {
      return rows;
    }
    var now = calls.world().now();
    for (RunnerRow row : forge.runners()) {
      rows.add(row.asListed(now));
    }
    return List.copyOf(rows);
  }

  @Override
  public Optional<ServerTime> serverTime() {
    return calls.serverTime(forge.clock());
  }

  @Override
  public Outcome disable(long runnerId) {
    return set(runnerId, true);
  }

  @Override
  public Outcome enable(long runnerId) {
    return set(runnerId, false);
  }

  private Outcome set(long runnerId, boolean disabled) {
    if (!info.can(Capability.DISABLE_RUNNER)) {
      return new Outcome.Unsupported("no such call, as before Gitea 1.26");
    }
    return calls.write(() -> {
      forge.runner(runnerId).ifPresent(disabled ? witness::disables : witness::enables);
      return forge.setDisabled(runnerId, disabled) ? new Outcome.Done() : new Outcome.Gone();
    });
  }

  @Override
  public Outcome delete(long runnerId) {
    if (!dialect.listsRunners()) {
      return new Outcome.Unsupported("no such call before Forgejo 15");
    }
    return calls.write(() -> {
      forge.runner(runnerId).ifPresent(witness::deletes);
      return forge.deleteRunner(runnerId) ? new Outcome.Done() : new Outcome.Gone();
    });
  }
}
