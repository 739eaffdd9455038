package io.github.ciautoscaler.fleet;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that one pass knows, with the one time that it uses. Deriving and planning are pure
 * functions of it.
 *
 * @param now the pass's time
 * @param startedAt when this process started
 * @param process a random word for this process
 * @param entropy random bits, from which fresh names are drawn
 * @param installation the owner mark of this cluster's machines
 * @param podsOn every pod of the nodes that are being drained
 * @param stored our ConfigMap, or what we remember where there is none
 * @param stateIsRecorded whether the notes survive a restart, and none of an earlier run are
 *     missing
 * @param inFlight machines with an action under way, by name
 */
public record Observation(
    Instant now,
    Instant startedAt,
    String process,
    long entropy,
    String installation,
    Tracked<ForgeInfo> forge,
    Tracked<List<Job>> queued,
    Tracked<List<Job>> running,
    Tracked<Integer> blocked,
    Tracked<List<Runner>> runners,
    Tracked<List<Server>> servers,
    Tracked<PriceList> prices,
    RateLimit budget,
    Tracked<ClusterInfo> cluster,
    Tracked<List<Node>> nodes,
    Tracked<List<Pod>> runnerPods,
    Map<String, Tracked<List<Pod>>> podsOn,
    StoredState stored,
    boolean stateIsRecorded,
    Set<String> inFlight) {

  public Observation {
    podsOn = Map.copyOf(podsOn);
    inFlight = Set.copyOf(inFlight);
  }

  /** What the cluster said last of itself. */
  public Optional<ClusterInfo> clusterInfo() {
    return cluster.known();
  }

  /** Whether the forge is known to be able to do this. */
  public boolean forgeCan(ForgeInfo.Capability capability) {
    return forge.known().filter(info -> info.can(capability)).isPresent();
  }
}
