package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.fleet.Phase;
import io.github.ciautoscaler.fleet.Runner;
import io.github.ciautoscaler.reconcile.PassReport;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * V1: what is shown is true. What a pass makes of its readings is held against the world: which
 * jobs a machine runs, whether it is busy and since when, and what counts as an orphan. Lists lag
 * and processes learn: wrong is what stays wrong for a while, or points at somebody else's.
 */
final class Shown {

  /** So long readings may disagree with each other. */
  private static final Duration LAG = Duration.ofSeconds(90);

  private final World world;
  private final PodTruth pods;
  private final Hindrances hindrances;
  private final WatchRecord watch;
  private final Map<Long, String> machineOf = new HashMap<>();
  private final Map<String, Instant> workingSince = new HashMap<>();
  private final Map<String, Instant> freeSince = new HashMap<>();
  private final Map<String, Instant> workedAt = new HashMap<>();
  private final Map<String, Instant> freeAt = new HashMap<>();
  private final Map<String, Instant> wrongSince = new HashMap<>();
  private final Map<String, Instant> passedAt = new HashMap<>();
  private final Map<String, Instant> awakeSince = new HashMap<>();
  private Set<String> wrong = new HashSet<>();

  Shown(World world, Hindrances hindrances, WatchRecord watch) {
    this.world = world;
    this.pods = new PodTruth(world);
    this.hindrances = hindrances;
    this.watch = watch;
  }

  void afterTurn() {
    if (hindrances.common() != null) {
      workingSince.clear();
      freeSince.clear();
    }
    Set<String> atWork = world.forge().atWork();
    atWork.forEach(node -> workingSince.putIfAbsent(node, world.now()));
    workingSince.keySet().retainAll(atWork);
    Set<String> listed = listedAtWork();
    for (RunnerRow row : world.forge().runners()) {
      machineOf.put(row.id(), row.machine());
      freeSince.putIfAbsent(row.machine(), world.now());
    }
    freeSince.keySet().removeAll(listed);
    freeSince.keySet().removeAll(pods.atWork());
    workingSince.forEach((node, since) -> noticed(node, since, workedAt));
    freeSince.forEach((node, since) -> noticed(node, since, freeAt));
  }

  /** By the forge's word, which keeps a lost job running for minutes. */
  private Set<String> listedAtWork() {
    Set<String> machines = new HashSet<>();
    for (ForgeJob job : world.forge().jobs(ForgeJob.Status.IN_PROGRESS)) {
      Long runner = job.asListed().runnerId();
      String machine = runner == null ? null : machineOf.get(runner);
      if (machine != null) {
        machines.add(machine);
      }
    }
    return machines;
  }

  /** What lasts for less may be seen by nobody. */
  private void noticed(String node, Instant since, Map<String, Instant> at) {
    if (!since.plus(LAG).isAfter(world.now())) {
      at.put(node, world.now());
    }
  }

  void afterPass(Replica replica, PassReport report) {
    wrong = new HashSet<>();
    awake(replica);
    orphans(replica, report);
    if (report.plan().warnings().stream().noneMatch(it -> it.code().equals("SOURCE_UNKNOWN"))) {
      machines(replica, report);
    }
    String prefix = replica.identity() + " ";
    wrongSince.keySet().removeIf(key -> key.startsWith(prefix) && !wrong.contains(key));
  }

  /** Who stood still for long did not see what was so meanwhile. */
  private void awake(Replica replica) {
    Instant before = passedAt.put(replica.identity(), world.now());
    if (before == null || before.plus(LAG).isBefore(world.now())) {
      awakeSince.put(replica.identity(), world.now());
    }
  }

  private void machines(Replica replica, PassReport report) {
    Map<String, Set<Long>> listed = new HashMap<>();
    Map<String, Set<Long>> living = new HashMap<>();
    for (Job job : report.fleet().seen().running().known().orElseThrow()) {
      Long runner = runnerOf(job);
      String node = runner == null ? null : machineOf.get(runner);
      if (runner != null && node != null) {
        listed.computeIfAbsent(node, none -> new HashSet<>()).add(job.id());
        if (isAlive(runner)) {
          living.computeIfAbsent(node, none -> new HashSet<>()).add(job.id());
        }
      }
    }
    for (Machine machine : report.fleet().machines()) {
      if (machine.server() != null && machine.node() != null) {
        String node = machine.nodeName();
        jobs(
            replica,
            machine,
            listed.getOrDefault(node, Set.of()),
            living.getOrDefault(node, Set.of()));
        since(replica, machine);
      }
    }
  }

  /** By the world's truth, also where the forge does not say. */
  private @Nullable Long runnerOf(Job job) {
    return job.isSomewhere()
        ? world.forge().job(job.id()).map(it -> it.asListed().runnerId()).orElse(null)
        : job.runnerId();
  }

  private boolean isAlive(long runner) {
    return world.forge().runner(runner).filter(it -> it.process().beats(it)).isPresent();
  }

  /** Of a row that is gone it may know nothing. */
  private void jobs(Replica replica, Machine machine, Set<Long> listed, Set<Long> living) {
    Set<Long> shown = new HashSet<>();
    machine.jobs().forEach(job -> shown.add(job.id()));
    boolean more = !listed.containsAll(shown) && !world.forge().dialect().isForgejo();
    if (!shown.containsAll(living) || more) {
      wrong(replica, machine.name(), "shows jobs " + shown + ", and runs " + living);
    }
  }

  /** Busy is not since before it was last free, idle not since before its last job. */
  private void since(Replica replica, Machine machine) {
    if (!(machine.phase() instanceof Phase.InService(var since))) {
      return;
    }
    if (machine.isBusy() && world.forge().dialect().isForgejo()) {
      return; // by what may run there, which lasts longer than what does
    }
    Map<String, Instant> other = machine.isBusy() ? freeAt : workedAt;
    Instant bound = other.get(machine.nodeName());
    Instant awake = awakeSince.getOrDefault(replica.identity(), world.now());
    if (bound != null && awake.isBefore(bound) && since.plus(LAG).isBefore(bound)) {
      String word = machine.isBusy() ? "Busy" : "Idle";
      wrong(replica, machine.name(), word + " since " + since + ", and was not at " + bound);
    }
  }

  private void orphans(Replica replica, PassReport report) {
    for (Node node : report.fleet().orphans().nodes()) {
      if (!isOurs(node.name())) {
        wrong(replica, node.name(), "another's Node is taken for an orphan");
      }
      boolean alive = world.cluster().node(node.name()).filter(ClusterNode::isReady).isPresent();
      if (alive) {
        wrong(replica, node.name(), "a Ready Node is taken for an orphan");
      }
    }
    for (Runner row : report.fleet().orphans().runners()) {
      String machine = machineOf.get(row.id());
      if (machine != null && !isOurs(machine)) {
        wrong(replica, machine, "another's runner " + row.id() + " is taken for an orphan");
      }
      if (isAlive(row.id())) {
        wrong(replica, String.valueOf(machine), "a living runner is taken for an orphan");
      }
    }
  }

  private boolean isOurs(String node) {
    Long server = world.origins().serverBehind(node);
    return server != null
        && (world.origins().isOurs(server) || world.origins().maker(server) == Maker.ORIGINAL);
  }

  private void wrong(Replica replica, String machine, String words) {
    String key = replica.identity() + " " + machine + " " + words.substring(0, 8);
    wrong.add(key);
    if (wrongSince.computeIfAbsent(key, none -> world.now()).plus(LAG).isBefore(world.now())) {
      watch.broken("V1", machine, words);
    }
  }
}
