package io.github.ciautoscaler.replay;

import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.simulator.CloudServer;
import io.github.ciautoscaler.simulator.CreateRequest;
import io.github.ciautoscaler.simulator.ForgeJob;
import io.github.ciautoscaler.simulator.RunnerRow;
import io.github.ciautoscaler.simulator.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the rules of another autoscaler see of the world and may do to it. They see the truth at
 * once; what they decide takes place a second later.
 */
final class Yard {

  private static final Duration ACTS_AFTER = Duration.ofSeconds(1);

  private final World world;
  private final Surroundings surroundings;
  private final Map<Long, Instant> idleSince = new HashMap<>();
  private List<Peer> machines = List.of();
  private int ordered;
  private long names;
  private long lookedAt = -1;

  Yard(World world, Surroundings surroundings) {
    this.world = world;
    this.surroundings = surroundings;
  }

  /** Where one server stands. */
  enum State {
    BOOTING,
    IDLE,
    BUSY
  }

  /**
   * One server.
   *
   * @param idleSince when it was first seen as it is, where it is idle
   * @param drained whether its runner takes no new job
   */
  record Peer(CloudServer server, State state, Instant idleSince, boolean drained) {

    /** How far into its paid hour it is. */
    Duration intoTheHour(Instant now) {
      Duration age = Duration.between(server.created(), now);
      return age.minusHours(age.toHours());
    }

    boolean isFree() {
      return state == State.IDLE && !drained;
    }
  }

  Instant now() {
    return world.now();
  }

  int queued() {
    return world.forge().jobs(ForgeJob.Status.QUEUED).size();
  }

  List<Peer> machines() {
    return machines;
  }

  int count(State state) {
    return (int) machines.stream().filter(peer -> peer.state() == state).count();
  }

  /** Servers that are on their way, also those whose order is a moment old. */
  int booting() {
    return count(State.BOOTING) + ordered;
  }

  int all() {
    return machines.size() + ordered;
  }

  int maximum() {
    return surroundings.maxNodes();
  }

  /** Looks at the world anew. */
  void look() {
    long version = world.forge().version() + world.cloud().version();
    if (version != lookedAt) {
      lookedAt = version;
      machines = seen();
    }
  }

  private List<Peer> seen() {
    Map<String, RunnerRow> rows = new HashMap<>();
    for (RunnerRow row : world.forge().runners()) {
      if (row.online(world.now())) {
        rows.put(row.machine(), row);
      }
    }
    Set<String> working = world.forge().atWork();
    List<Peer> seen = new ArrayList<>();
    for (CloudServer server : world.cloud().servers()) {
      if (!server.isDeleting()) {
        seen.add(peer(server, rows, working));
      }
    }
    return seen;
  }

  private Peer peer(CloudServer server, Map<String, RunnerRow> rows, Set<String> working) {
    RunnerRow row = rows.get(server.name());
    boolean busy = working.contains(server.name());
    if (row == null || busy) {
      idleSince.remove(server.id());
      State state = busy ? State.BUSY : State.BOOTING;
      return new Peer(server, state, world.now(), row != null && row.disabled());
    }
    Instant since = idleSince.computeIfAbsent(server.id(), id -> world.now());
    return new Peer(server, State.IDLE, since, row.disabled());
  }

  /** Orders so many servers, as far as the maximum allows. */
  void create(int count) {
    int most = Math.min(count, maximum() - all());
    for (int i = 0; i < most; i++) {
      ordered++;
      world.after(ACTS_AFTER, this::order);
    }
  }

  private void order() {
    ordered--;
    world
        .cloud()
        .create(
            CreateRequest.of(
                Labels.NAME_PREFIX + "peer-" + ++names,
                surroundings.offering().serverType(),
                surroundings.offering().location(),
                "ubuntu-24.04",
                Map.of(),
                "K3S_TOKEN=%s k3s agent %s"
                    .formatted(world.settings().clusterSecret(), UsualPlan.AGENT_ARGS)));
  }

  /** Whatever runs there dies. */
  void delete(Peer peer) {
    world.after(ACTS_AFTER, () -> deleteNow(peer.server()));
  }

  private void deleteNow(CloudServer server) {
    world.cloud().delete(server.id());
    world.cluster().deleteNode(server.name());
    removeRunners(server);
  }

  /** Its runner's registration alone; the runner registers anew where it still runs. */
  void deleteRunner(Peer peer) {
    world.after(ACTS_AFTER, () -> removeRunners(peer.server()));
  }

  private void removeRunners(CloudServer server) {
    for (RunnerRow row : rowsOf(server)) {
      world.forge().deleteRunner(row.id());
    }
  }

  /** Whether its runner takes no new job. */
  void drain(Peer peer, boolean drained) {
    for (RunnerRow row : rowsOf(peer.server())) {
      world.forge().setDisabled(row.id(), drained);
    }
  }

  private List<RunnerRow> rowsOf(CloudServer server) {
    return world.forge().runners().stream()
        .filter(row -> row.machine().equals(server.name()))
        .toList();
  }

  /** Installs it anew: it boots as a fresh one. */
  void rebuild(Peer peer) {
    removeRunners(peer.server());
    world.cloud().power(peer.server().id(), false);
    world.cloud().power(peer.server().id(), true);
  }
}
