package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.ForgeInfo.Capability;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * S1: we end no job. Where the forge cannot disable runners: none that began before the last look.
 * And the half of L1 that counts a lost job as lost, whoever lost it.
 */
final class RunningJobs {

  /** A look that is older is no last look. */
  private static final Duration LOOK_HOLDS = Duration.ofMinutes(2);

  private final World world;
  private final People people;
  private final WatchRecord watch;
  private final boolean canDisable;
  private final Set<Long> rowsDeleted = new HashSet<>();
  private final Set<Long> rowsEnded = new HashSet<>();
  private final Map<Long, Long> serversOfRows = new HashMap<>();
  private int lossesSeen;

  RunningJobs(World world, Scenario scenario, People people, WatchRecord watch) {
    this.world = world;
    this.people = people;
    this.watch = watch;
    this.canDisable = SimForge.info(scenario.forgeVersion()).can(Capability.DISABLE_RUNNER);
  }

  void deletes(CloudServer server, Answers answers) {
    String node = world.origins().nodeOn(server);
    Look look = answers.look();
    mustBeFree(node, "its server is deleted", look);
    boolean looked = !look.last().plus(LOOK_HOLDS).isBefore(world.now());
    if (!looked && !people.forced(server.id())) {
      watch.broken("S1", node, "its server is deleted without a last look");
    }
    for (RunnerRow row : world.forge().runners()) {
      if (row.machine().equals(node)) {
        serversOfRows.put(row.id(), server.id());
      }
    }
  }

  void evicts(ClusterPod pod, Answers answers) {
    mustBeFree(pod.node(), "pod " + pod.name() + " is evicted", answers.look());
    RunnerProcess runner = pod.runner();
    RunnerRow row = runner == null ? null : runner.row();
    if (row != null) {
      rowsEnded.add(row.id());
    }
  }

  private void mustBeFree(String node, String words, Look look) {
    ForgeJob job = world.forge().jobOn(node);
    if (job == null) {
      return;
    }
    if (isForced(node)) {
      watch.excused(Excuse.DRAIN_FORCED, node);
    } else if (canDisable) {
      watch.broken("S1", node, words + " while it runs job " + job.id());
    } else if (job.begun().isBefore(look.jobsKnown())) {
      watch.broken(
          "S1", node, words + " while it runs job " + job.id() + ", begun before the last look");
    } else {
      watch.excused(Excuse.FORGE_TOO_OLD, node);
    }
  }

  private boolean isForced(String node) {
    Long server = world.origins().serverBehind(node);
    return server != null && people.forced(server);
  }

  void deletes(RunnerRow row) {
    rowsDeleted.add(row.id());
    RunnerProcess process = row.process();
    if (process.row() == row && process.isAlive()) {
      watch.broken(
          "S1",
          row.machine(),
          "runner " + row.id() + " is deleted while it lives, and so may register anew");
    }
  }

  void afterTurn() {
    for (RunnerRow row : world.forge().lostToDeletion()) {
      if (rowsDeleted.contains(row.id())) {
        watch.broken(
            "S1", row.machine(), "a job was lost to runner " + row.id() + ", which we deleted");
      }
    }
    List<JobBoard.Loss> losses = world.forge().losses();
    for (; lossesSeen < losses.size(); lossesSeen++) {
      judge(losses.get(lossesSeen));
    }
  }

  /** Not by a delete that the cloud refused. */
  private boolean isEndedByUs(long row) {
    Long server = serversOfRows.get(row);
    return rowsEnded.contains(row)
        || (server != null
            && world.cloud().server(server).map(CloudServer::isDeleting).orElse(true));
  }

  /** A job whose runner vanished is never served: then it must be the world that took it. */
  private void judge(JobBoard.Loss loss) {
    if (!isEndedByUs(loss.row())) {
      watch.excused(Excuse.LOST_BY_OTHERS, loss.machine());
    } else if (isForced(loss.machine())) {
      watch.excused(Excuse.DRAIN_FORCED, loss.machine());
    } else if (canDisable) {
      watch.broken(
          "S1", loss.machine(), "job " + loss.job() + " is lost, and we had ended its runner");
    } else {
      watch.excused(Excuse.FORGE_TOO_OLD, loss.machine());
    }
  }
}
