package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.simulator.ForgeJob.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What became of each machine of ours, in truth: its work, its Node, its rows. By server id. */
final class Lives {

  /** So long after its deletion time a pod is waited for. */
  private static final Duration POD_STUCK_AFTER = Duration.ofMinutes(2);

  /**
   * So long a Node that is not Ready, and whose runner is heard of, is no reason to launch another.
   */
  private static final Duration JUST_DOWN = Duration.ofSeconds(35);

  private final World world;
  private final Hindrances hindrances;
  private final PodTruth podTruth;
  private final Set<Long> served = new HashSet<>();
  private final Set<Long> rows = new HashSet<>();
  private final Map<Long, Instant> freeSince = new HashMap<>();
  private final Map<Long, Instant> downSince = new HashMap<>();
  private final Map<Long, Instant> idleFrom = new HashMap<>();
  private final Set<Long> unnoticed = new HashSet<>();
  private final Map<Long, String> uids = new HashMap<>();
  private final Set<Long> registered = new HashSet<>();
  private final List<JobBoard.Loss> lost = new ArrayList<>();
  private int lossesSeen;
  private Instant lastTurn;

  Lives(World world, Hindrances hindrances) {
    this.world = world;
    this.hindrances = hindrances;
    this.podTruth = new PodTruth(world);
    this.lastTurn = world.now();
  }

  void afterTurn() {
    Instant now = world.now();
    for (String node : world.forge().atWork()) {
      Long server = world.origins().serverBehind(node);
      if (server != null) {
        notIdleBefore(server);
      }
    }
    lookAtLostJobs();
    lookAtRows(now);
    lookAtPods();
    for (CloudServer server : world.cloud().servers()) {
      if (world.origins().isOurs(server) || world.origins().maker(server.id()) == Maker.ORIGINAL) {
        lookAtNode(server, now);
      }
    }
    for (long server : unnoticed) {
      idleFrom.put(server, now);
    }
    if (hindrances.common() == null) {
      unnoticed.clear();
    }
    lastTurn = now;
  }

  /** It is idle, if at all, from the first moment in which somebody could see it so. */
  void notIdleBefore(long server) {
    unnoticed.add(server);
  }

  /** A job whose runner vanished seems to run on until the forge gives it up. */
  private void lookAtLostJobs() {
    List<JobBoard.Loss> losses = world.forge().losses();
    for (; lossesSeen < losses.size(); lossesSeen++) {
      lost.add(losses.get(lossesSeen));
      began(losses.get(lossesSeen));
    }
    lost.removeIf(loss -> {
      boolean over =
          world.forge().job(loss.job()).map(job -> !job.is(Status.IN_PROGRESS)).orElse(true);
      Long server = world.origins().serverBehind(loss.machine());
      if (!over && server != null) {
        notIdleBefore(server);
      }
      return over;
    });
  }

  /** Its row may be gone before anybody looked; yet who works has registered, and serves. */
  private void began(JobBoard.Loss loss) {
    Long server = world.origins().serverBehind(loss.machine());
    if (server != null) {
      registered.add(server);
      served.add(server);
    }
  }

  /** A machine works for pods, and one that is there for them alone serves once it is Ready. */
  private void lookAtPods() {
    for (ClusterNode node : podTruth.nodes()) {
      Long server = world.origins().serverBehind(node.name());
      if (server == null) {
        continue;
      }
      if (node.isReady() && podTruth.isAlone(server) && registered.add(server)) {
        cameOnline(server);
      }
      if (podTruth.atWork().contains(node.name())) {
        notIdleBefore(server);
      }
    }
  }

  private void lookAtRows(Instant now) {
    Set<Long> free = new HashSet<>();
    for (RunnerRow row : world.forge().runners()) {
      Long server = world.origins().serverBehind(row.machine());
      if (server == null) {
        continue;
      }
      registered.add(server);
      if (!row.online(now)) {
        continue;
      }
      if (rows.add(row.id())) {
        cameOnline(server);
      }
      if (isFree(row, now)) {
        free.add(server);
      }
    }
    freeSince.keySet().retainAll(free);
    free.forEach(server -> freeSince.putIfAbsent(server, now));
  }

  private void cameOnline(long server) {
    if (served.add(server)) {
      notIdleBefore(server);
    } else {
      hindrances.anew(server, Excuse.RUNNER_TOUCHED);
    }
  }

  private boolean isFree(RunnerRow row, Instant now) {
    RunnerProcess process = row.process();
    ClusterNode node = world.cluster().node(row.machine()).orElse(null);
    return process.beats(row)
        && process.job() == null
        && !row.disabled()
        && !row.busy(now)
        && node != null
        && (node.isReady() || isJustDown(node))
        && node.spec().taints().isEmpty();
  }

  /** It is back in a moment, as far as anybody can tell. */
  private boolean isJustDown(ClusterNode node) {
    return node.readySince().plus(JUST_DOWN).isAfter(world.cluster().clock());
  }

  private void lookAtNode(CloudServer server, Instant now) {
    ClusterNode node = world.cluster().node(world.origins().nodeOn(server)).orElse(null);
    if (node != null && !node.spec().taints().isEmpty() && anyPodStays(node)) {
      hindrances.of(server.id(), lastTurn, now, Excuse.POD_STAYED);
    }
    if (node != null && node.isReady()) {
      downSince.remove(server.id());
      if (!world.forge().dialect().listsRunners() && registered.add(server.id())) {
        cameOnline(server.id()); // nobody can see more of its runner
      }
      if (!node.uid().equals(uids.put(server.id(), node.uid()))) {
        // Made anew, without the annotations that said since when it is idle.
        notIdleBefore(server.id());
      }
      return;
    }
    downSince.putIfAbsent(server.id(), now);
    if (served.contains(server.id())) {
      hindrances.of(server.id(), lastTurn, now, Excuse.NODE_DOWN);
    }
  }

  /** A pod that is being ended, for as long as it must be waited for. */
  private boolean anyPodStays(ClusterNode node) {
    for (ClusterPod pod : world.cluster().pods()) {
      Instant deletion = pod.deletion();
      if (deletion != null
          && pod.node().equals(node.name())
          && deletion.plus(POD_STUCK_AFTER).isAfter(world.cluster().clock())) {
        return true;
      }
    }
    return false;
  }

  /** Whether a runner of it was ever online. */
  boolean hasServed(long server) {
    return served.contains(server);
  }

  /** Whether a row of it ever registered. */
  boolean hasRegistered(long server) {
    return registered.contains(server);
  }

  /** Since when it has been idle at least, as somebody can know who has its annotations. */
  Instant idleFrom(CloudServer server) {
    return idleFrom.getOrDefault(server.id(), server.made());
  }

  /** Since when its runner could take a job and has none; null: it could not now. */
  @Nullable Instant freeSince(long server) {
    return freeSince.get(server);
  }

  /** Whether its Node was Ready once, and is not for at least so long, or is silent for so long. */
  boolean isLostFor(long server, Duration time) {
    Instant since = downSince.get(server);
    boolean wasReady =
        uids.containsKey(server) && since != null && !since.plus(time).isAfter(world.now());
    return wasReady || isSilentFor(server, time);
  }

  /** Also of a Node that reported, and never was Ready. */
  private boolean isSilentFor(long server, Duration time) {
    return world
        .cluster()
        .node(world.origins().nodeOn(server))
        .filter(node -> node.ready() == Node.Ready.UNKNOWN)
        .filter(node -> !node.readySince().plus(time).isAfter(world.cluster().clock()))
        .isPresent();
  }

  /** Since when its Node is not Ready, or not there; null: it is Ready. */
  @Nullable Instant downSince(long server) {
    return downSince.get(server);
  }
}
