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
 * @param memory what is known of earlier passes
 */
public record Observation(
    Run run, OfForge ofForge, OfCloud ofCloud, OfCluster ofCluster, Memory memory) {

  /**
   * The pass, and who makes it.
   *
   * @param now the pass's time
   * @param startedAt when this process started
   * @param process a random word for this process
   * @param entropy random bits, from which fresh names are drawn
   * @param installation the owner mark of this cluster's machines
   */
  public record Run(
      Instant now, Instant startedAt, String process, long entropy, String installation) {}

  /** What the forge said. */
  public record OfForge(
      Tracked<ForgeInfo> info,
      Tracked<List<Job>> queued,
      Tracked<List<Job>> running,
      Tracked<Integer> blocked,
      Tracked<List<Runner>> runners) {}

  /** What the cloud said. */
  public record OfCloud(
      Tracked<List<Server>> servers,
      Tracked<PriceList> prices,
      RateLimit budget,
      Tracked<List<MachineSize>> sizes) {

    /** Where nobody asked how large server types are. */
    public OfCloud(Tracked<List<Server>> servers, Tracked<PriceList> prices, RateLimit budget) {
      this(servers, prices, budget, Tracked.never());
    }
  }

  /**
   * What the cluster said.
   *
   * @param podsOn every pod of the nodes that are being drained
   * @param workloads every pod; not asked for while no machine is there for pods
   */
  public record OfCluster(
      Tracked<ClusterInfo> info,
      Tracked<List<Node>> nodes,
      Tracked<List<Pod>> runnerPods,
      Map<String, Tracked<List<Pod>>> podsOn,
      Tracked<List<Workload>> workloads) {

    /** Where no machine is there for pods. */
    public OfCluster(
        Tracked<ClusterInfo> info,
        Tracked<List<Node>> nodes,
        Tracked<List<Pod>> runnerPods,
        Map<String, Tracked<List<Pod>>> podsOn) {
      this(info, nodes, runnerPods, podsOn, Tracked.never());
    }

    public OfCluster {
      podsOn = Map.copyOf(podsOn);
    }
  }

  /**
   * @param stored our ConfigMap, or what we remember where there is none
   * @param isRecorded whether that survives a restart, and nothing of an earlier run is missing
   * @param inFlight machines with an action under way, by name
   */
  public record Memory(StoredState stored, boolean isRecorded, Set<String> inFlight) {
    public Memory {
      inFlight = Set.copyOf(inFlight);
    }
  }

  public Instant now() {
    return run.now;
  }

  public Instant startedAt() {
    return run.startedAt;
  }

  public String process() {
    return run.process;
  }

  public String installation() {
    return run.installation;
  }

  public Tracked<ForgeInfo> forge() {
    return ofForge.info;
  }

  public Tracked<List<Job>> queued() {
    return ofForge.queued;
  }

  public Tracked<List<Job>> running() {
    return ofForge.running;
  }

  public Tracked<Integer> blocked() {
    return ofForge.blocked;
  }

  public Tracked<List<Runner>> runners() {
    return ofForge.runners;
  }

  public Tracked<List<Server>> servers() {
    return ofCloud.servers;
  }

  public Tracked<PriceList> prices() {
    return ofCloud.prices;
  }

  public RateLimit budget() {
    return ofCloud.budget;
  }

  public Tracked<ClusterInfo> cluster() {
    return ofCluster.info;
  }

  public Tracked<List<Node>> nodes() {
    return ofCluster.nodes;
  }

  public Tracked<List<Pod>> runnerPods() {
    return ofCluster.runnerPods;
  }

  public Map<String, Tracked<List<Pod>>> podsOn() {
    return ofCluster.podsOn;
  }

  public Tracked<List<Workload>> workloads() {
    return ofCluster.workloads;
  }

  public StoredState stored() {
    return memory.stored;
  }

  public boolean stateIsRecorded() {
    return memory.isRecorded;
  }

  public Set<String> inFlight() {
    return memory.inFlight;
  }

  /** What the account pays, as it was last told; empty before the first time. */
  public Optional<PriceList> priceList() {
    return ofCloud.prices.known();
  }

  /** What the cluster said last of itself. */
  public Optional<ClusterInfo> clusterInfo() {
    return ofCluster.info.known();
  }

  /** Whether the forge is known to be able to do this. */
  public boolean forgeCan(ForgeInfo.Capability capability) {
    return ofForge.info.known().filter(info -> info.can(capability)).isPresent();
  }
}
