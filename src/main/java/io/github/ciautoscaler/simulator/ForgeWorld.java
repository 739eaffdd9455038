package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.ForgeScope;
import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.simulator.ForgeJob.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A Gitea or Forgejo with its repositories, jobs and runners. Facts from the project's notes on
 * Gitea 1.26.3, most of them measured; docs/simulator.md lists them.
 */
public final class ForgeWorld {

  public static final Duration OFFLINE_AFTER = Duration.ofSeconds(60);
  public static final Duration BUSY_LAG = Duration.ofSeconds(10);
  static final Duration ZOMBIE_AFTER = Duration.ofMinutes(10);

  private final World world;
  private final List<Repo> repos =
      List.of(
          new Repo(1, "acme", "shop"),
          new Repo(2, "acme", "website"),
          new Repo(3, "acme", "firmware"));
  private final Dialect dialect;
  private final JobBoard board;
  private final RunnerPark park;
  private final Map<String, Set<String>> labelsByPool = new HashMap<>();
  private Set<String> runnerLabels;
  private ForgeScope runnerScope = ForgeScope.ADMIN;
  private Duration skew = Duration.ZERO;
  private long version;
  private boolean losesDeliveries;

  ForgeWorld(World world) {
    this.world = world;
    this.dialect = new Dialect(world.settings().forgeVersion());
    this.board = new JobBoard(world, this::changed, this::jobsWait);
    this.park = new RunnerPark(world, board, this::changed);
    this.runnerLabels = world.settings().runnerLabels();
    if (world.settings().has(Surrounding.TWO_POOLS)) {
      labelRunners(ReplicaPools.BIG, ReplicaPools.BIG_LABELS);
    }
  }

  private void changed() {
    version++;
  }

  private void jobsWait() {
    park.askAll();
  }

  /** Rises with every change of a job or a row, also of one that only time brought about. */
  public long version() {
    return version;
  }

  /** Which forge it is, and what it tells. */
  Dialect dialect() {
    return dialect;
  }

  /** The forge's own clock. */
  public Instant clock() {
    return skew.isZero() ? world.now() : world.now().plus(skew);
  }

  public void setSkew(Duration newSkew) {
    skew = newSkew;
  }

  public List<Repo> repos() {
    return repos;
  }

  // ---- jobs

  /** Whether nobody hears its webhooks. */
  public boolean losesDeliveries() {
    return losesDeliveries;
  }

  public void loseDeliveries(boolean lost) {
    losesDeliveries = lost;
  }

  /** Is told of each job that could run from now on, in the moment in which it could. */
  public void watchQueue(Consumer<ForgeJob> listener) {
    board.watchQueue(listener);
  }

  /** Starts a run: jobs without needs are queued, the others are blocked. */
  public List<ForgeJob> submit(Repo repo, List<JobSpec> specs) {
    List<ForgeJob> jobs = board.submit(repo, specs);
    world.log("", "run of " + jobs.size() + " jobs from " + jobs.getFirst().id());
    return jobs;
  }

  /** Every job that is kept (all open ones, the latest completed ones), by id. */
  public Collection<ForgeJob> jobs() {
    return board.all();
  }

  public List<ForgeJob> jobs(Status status) {
    if (status == Status.QUEUED) {
      return board.claimable();
    }
    List<ForgeJob> found = new ArrayList<>();
    for (ForgeJob job : status == Status.COMPLETED ? board.all() : board.open()) {
      if (job.is(status)) {
        found.add(job);
      }
    }
    return found;
  }

  public Optional<ForgeJob> job(long id) {
    return board.find(id);
  }

  /** Cancels an open job; one that runs ends within seconds. False: it had ended. */
  public boolean cancel(ForgeJob job) {
    if (job.is(Status.COMPLETED)) {
      return false;
    }
    world.log("", "job " + job.id() + " cancelled");
    board.complete(job, "cancelled");
    for (RunnerProcess process : List.copyOf(park.processes())) {
      if (process.job() == job) {
        world.afterSeconds(1, 6, () -> stopWorking(process, job));
      }
    }
    return true;
  }

  private void stopWorking(RunnerProcess process, ForgeJob job) {
    RunnerRow row = process.row();
    if (process.job() == job && job.is(Status.COMPLETED) && row != null) {
      park.release(process, row);
    }
  }

  /** From now on it stays queued, whichever runner asks, until somebody cancels it. */
  void holdBack(ForgeJob job) {
    job.holdBack();
  }

  /** Queues a completed job again under the same id. False: it is still open. */
  public boolean rerun(ForgeJob job) {
    boolean done = board.rerun(job);
    if (done) {
      world.log("", "job " + job.id() + " re-run");
    }
    return done;
  }

  /** Ids of the jobs whose runner vanished while it worked on them, oldest first. */
  public List<Long> lostJobs() {
    return board.lost().stream().map(JobBoard.Loss::job).toList();
  }

  /** The same, with runner and machine. */
  List<JobBoard.Loss> losses() {
    return board.lost();
  }

  // ---- runners

  /** Every row, by id. */
  public Collection<RunnerRow> runners() {
    return park.rows();
  }

  public Optional<RunnerRow> runner(long id) {
    return park.row(id);
  }

  /** Idempotent; without effect on a Forgejo. False: no such row. */
  public boolean setDisabled(long id, boolean disabled) {
    return dialect.isForgejo() ? park.row(id).isPresent() : park.setDisabled(id, disabled);
  }

  /** False: no such row. */
  public boolean deleteRunner(long id) {
    return park.delete(id);
  }

  /** A runner on a machine that the autoscaler knows nothing about. */
  public void addPermanentRunner(String name, Set<String> labels) {
    park.start(new RunnerProcess(name, name, labels, false));
  }

  /**
   * The same one that works on so many jobs at once.
   *
   * @param capacity 0: of another scope, so that no job is ever handed to it
   */
  RunnerProcess addPermanentRunner(String name, Set<String> labels, int capacity) {
    RunnerProcess process = new RunnerProcess(name, name, labels, false);
    process.setHands(capacity);
    park.start(process);
    return process;
  }

  /** It ends after what it works on; somebody removes its row a while later. */
  void retire(RunnerProcess process) {
    park.retire(process);
  }

  /** It works on and nobody hears of it for a while. */
  void silence(RunnerProcess process, Duration length) {
    park.silence(process, length);
  }

  /** An idle runner program that lost its registration makes a second row of its name. */
  void registerAgain(RunnerProcess process) {
    park.registerAgain(process);
  }

  List<RunnerProcess> processes() {
    return park.processes();
  }

  /** Every job that a runner began, oldest first. */
  List<RunnerPark.Begun> begun() {
    return park.begun();
  }

  /** Rows that were deleted while a job was being handed to them, so that it was lost. */
  List<RunnerRow> lostToDeletion() {
    return park.lostToDeletion();
  }

  /**
   * Whether some runner process on this machine works on a job now: the truth, not the API's. A job
   * whose runner somebody unregistered is lost already.
   */
  public boolean worksOn(String machine) {
    return jobOn(machine) != null;
  }

  /** A job that runs there, in truth; null while none does. */
  @Nullable ForgeJob jobOn(String machine) {
    for (RunnerProcess process : park.processes()) {
      if (process.machine().equals(machine) && isAtWork(process)) {
        return process.job();
      }
    }
    return null;
  }

  private static boolean isAtWork(RunnerProcess process) {
    ForgeJob job = process.job();
    RunnerRow row = process.row();
    return job != null && row != null && !row.isDeleted() && job.is(Status.IN_PROGRESS);
  }

  /** The machines on which a job runs, in truth. */
  public Set<String> atWork() {
    Set<String> machines = new HashSet<>();
    for (RunnerProcess process : park.processes()) {
      if (isAtWork(process)) {
        machines.add(process.machine());
      }
    }
    return machines;
  }

  /** What the runners in the runner pods declare. */
  Set<String> runnerLabels() {
    return runnerLabels;
  }

  /** Whether the runners on machines of some pool take a job with these labels. */
  boolean serves(Collection<String> labels) {
    return !labels.isEmpty()
        && (runnerLabels.containsAll(labels)
            || labelsByPool.values().stream().anyMatch(offered -> offered.containsAll(labels)));
  }

  /** Whether the runners on this pool's machines do. */
  boolean serves(String pool, Collection<String> labels) {
    return labelsByPool.getOrDefault(pool, runnerLabels).containsAll(labels);
  }

  /** A person gives the runners other labels; those that run keep theirs. */
  void relabelRunners(Set<String> labels) {
    runnerLabels = Set.copyOf(labels);
    world.log("", "runners declare " + labels.stream().sorted().toList());
    changed();
  }

  /** The runner pods on this pool's Nodes are others, which declare these. */
  public void labelRunners(String pool, Set<String> labels) {
    labelsByPool.put(pool, Set.copyOf(labels));
  }

  private Set<String> labelsOn(String machine) {
    return world
        .cluster()
        .node(machine)
        .map(node -> labelsByPool.get(node.spec().labels().get(Labels.POOL)))
        .orElse(runnerLabels);
  }

  /** The runner pods that start from now on have a registration token of this scope. */
  public void registerRunnersAt(ForgeScope scope) {
    runnerScope = scope;
  }

  RunnerProcess startRunner(String name, String machine) {
    RunnerProcess process =
        new RunnerProcess(
            name, machine, labelsOn(machine), world.settings().has(Surrounding.EPHEMERAL_RUNNERS));
    park.start(process.at(runnerScope));
    return process;
  }

  void killRunner(RunnerProcess process) {
    park.kill(process);
  }
}
