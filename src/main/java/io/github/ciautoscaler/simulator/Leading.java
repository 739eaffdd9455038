package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.simulator.Answers.Asked;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether some process leads and knows enough to act, in truth; if not, what keeps it. */
final class Leading {

  /** A leader that could not renew its Lease for so long stops acting. */
  private static final Duration TERM = Duration.ofSeconds(40);

  private static final Duration ORIGINALS_GRACE = Duration.ofSeconds(50);

  private final World world;
  private final People people;
  private final Hindrances hindrances;
  private final List<Replica> replicas = new ArrayList<>();
  private long leaseVersion;
  private Instant renewed;

  Leading(World world, People people, Hindrances hindrances) {
    this.world = world;
    this.people = people;
    this.hindrances = hindrances;
    this.renewed = world.now();
  }

  void add(Replica replica) {
    replicas.add(replica);
  }

  /** The fewest machines that one of the replicas may have. */
  int fewestAllowed() {
    return replicas.stream()
        .mapToInt(replica -> replica.settings().maxNodesPaidFor())
        .min()
        .orElse(0);
  }

  /** Takes down how it is from now on. */
  void look() {
    hindrances.common(hindrance());
  }

  private @Nullable Excuse hindrance() {
    Replica leader = leader();
    if (leader == null || !leader.isAlive()) {
      return Excuse.NOBODY_LED;
    }
    if (leader.standsStill()) {
      return Excuse.PROCESS_STOOD_STILL;
    }
    Excuse blind = blind(leader.answers());
    if (blind != null) {
      return blind;
    }
    if (leader.awaitsAnswer()) {
      return Excuse.ANSWER_SLOW;
    }
    if (people.pauses().mayHoldFor(leader.answers())) {
      return Excuse.PAUSED;
    }
    return mayBeWatchingTheOriginal(leader) ? Excuse.ORIGINAL_MAY_RUN : null;
  }

  /** The process that leads now, told from those before it; null: none does. */
  @Nullable Object process() {
    Replica leader = leader();
    return leader == null || !leader.isAlive() ? null : leader.answers();
  }

  private @Nullable Replica leader() {
    if (replicas.size() == 1) {
      return replicas.getFirst();
    }
    long version = SimLeases.version(world);
    if (version != leaseVersion) {
      leaseVersion = version;
      renewed = world.now();
    }
    if (renewed.plus(TERM).isBefore(world.now())) {
      return null;
    }
    String holder = SimLeases.holder(world);
    return replicas.stream()
        .filter(replica -> replica.identity().equals(holder))
        .findFirst()
        .orElse(null);
  }

  /** Whether who leads was given rows, Nodes and pods completely at this moment or later. */
  boolean wasShownRowsSince(Instant then) {
    Replica leader = leader();
    return leader != null
        && Stream.of(Asked.RUNNERS, Asked.NODES, Asked.RUNNER_PODS)
            .map(leader.answers()::known)
            .allMatch(known -> known != null && !known.isBefore(then));
  }

  private @Nullable Excuse blind(Answers answers) {
    if (!answers.isComplete(Asked.SERVERS)) {
      return Excuse.CLOUD_DARK;
    }
    if (answers.known(Asked.FORGE) == null
        || !answers.isComplete(Asked.QUEUED)
        || !answers.isComplete(Asked.RUNNING)
        || !answers.isComplete(Asked.RUNNERS)) {
      return Excuse.FORGE_DARK;
    }
    return answers.isComplete(Asked.NODES)
            && answers.isComplete(Asked.RUNNER_PODS)
            && (!world.settings().has(Surrounding.PODS) || answers.isComplete(Asked.WORKLOADS))
            && answers.isComplete(Asked.STATE)
        ? null
        : Excuse.CLUSTER_DARK;
  }

  /** A young process looks on while there are servers without an owner's mark. */
  private boolean mayBeWatchingTheOriginal(Replica leader) {
    if (!leader.answers().since().plus(ORIGINALS_GRACE).isAfter(world.now())) {
      return false;
    }
    for (CloudServer server : world.cloud().servers()) {
      if (Labels.isManaged(server.labels()) && !server.labels().containsKey(Labels.INSTALLATION)) {
        return true;
      }
    }
    return false;
  }
}
