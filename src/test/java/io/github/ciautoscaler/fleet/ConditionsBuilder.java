package io.github.ciautoscaler.fleet;

import io.github.ciautoscaler.fleet.RunnerConditions.Ignored;
import io.github.ciautoscaler.fleet.RunnerConditions.RunnerAndLabels;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** Conditions of which a test sets what it is about. */
public final class ConditionsBuilder {

  private Map<Set<String>, Instant> queuedSince = Map.of();
  private Map<Long, Instant> silentJobs = Map.of();
  private RunningJobs running = RunningJobs.NONE;
  private Map<Long, Instant> waiting = Map.of();
  private Map<RunnerAndLabels, Ignored> ignored = Map.of();
  private Map<String, RowsSeen> rows = Map.of();
  private Map<String, Instant> lastEnabled = Map.of();
  private Map<String, Instant> busySince = Map.of();
  private Map<String, Instant> missingServers = Map.of();
  private Map<String, Instant> vanishedNodes = Map.of();
  private Map<String, Instant> orphanNodes = Map.of();
  private Map<Long, Instant> offlineRunners = Map.of();
  private WorkConditions work = WorkConditions.NONE;

  public ConditionsBuilder queuedSince(Map<Set<String>, Instant> all) {
    queuedSince = all;
    return this;
  }

  public ConditionsBuilder silentJobs(Map<Long, Instant> all) {
    silentJobs = all;
    return this;
  }

  public ConditionsBuilder running(RunningJobs all) {
    running = all;
    return this;
  }

  public ConditionsBuilder waiting(Map<Long, Instant> all) {
    waiting = all;
    return this;
  }

  public ConditionsBuilder ignored(Map<RunnerAndLabels, Ignored> all) {
    ignored = all;
    return this;
  }

  public ConditionsBuilder rows(Map<String, RowsSeen> all) {
    rows = all;
    return this;
  }

  public ConditionsBuilder lastEnabled(Map<String, Instant> all) {
    lastEnabled = all;
    return this;
  }

  public ConditionsBuilder busySince(Map<String, Instant> all) {
    busySince = all;
    return this;
  }

  public ConditionsBuilder missingServers(Map<String, Instant> all) {
    missingServers = all;
    return this;
  }

  public ConditionsBuilder vanishedNodes(Map<String, Instant> all) {
    vanishedNodes = all;
    return this;
  }

  public ConditionsBuilder orphanNodes(Map<String, Instant> all) {
    orphanNodes = all;
    return this;
  }

  public ConditionsBuilder offlineRunners(Map<Long, Instant> all) {
    offlineRunners = all;
    return this;
  }

  /** A job that runs, and a runner that rests, both for so long until the look before this one. */
  public ConditionsBuilder rested(long job, long runner, Duration length, Instant look) {
    Instant since = look.minus(length);
    work =
        new WorkConditions(
            Map.of(new Claim(job, 0), new WorkConditions.Running(since, null)),
            look,
            Map.of(runner, new RunnerWatch(null, since, since, null)),
            look);
    return this;
  }

  public Conditions build() {
    return new Conditions(
        new JobConditions(queuedSince, silentJobs, running, waiting),
        new RunnerConditions(ignored, Map.of(), rows, lastEnabled),
        new MachineConditions(busySince, Map.of(), missingServers, vanishedNodes, Map.of()),
        new OrphanConditions(orphanNodes, offlineRunners),
        work);
  }
}
