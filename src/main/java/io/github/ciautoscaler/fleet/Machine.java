package io.github.ciautoscaler.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One machine of ours with its faces, joined: server, node, runner pods, runner rows.
 *
 * @param slots how many jobs it may run at once, and which it runs
 * @param pendingLaunch its order as recorded, until a runner of it was seen or the boot counted as
 *     failed
 */
public record Machine(
    Id id, Faces faces, Slots slots, @Nullable PendingLaunch pendingLaunch, Phase phase) {

  /**
   * Which machine it is, and whose.
   *
   * @param name under which it was ordered, whatever its server and its Node are called now
   * @param pool the name of its pool
   * @param ownership what we may do with it
   */
  public record Id(String name, String pool, Ownership ownership) {}

  /**
   * What each of the three systems has of it.
   *
   * @param server null when a complete list does not have it
   * @param node null while it did not join, or when it was deleted
   * @param pods its runner pods
   * @param runners every row whose name is that of a runner pod here or the node's own, or whose id
   *     was recorded
   * @param work the pods that it works for
   */
  public record Faces(
      @Nullable Server server,
      @Nullable Node node,
      List<Pod> pods,
      List<Runner> runners,
      PodWork work) {

    /** Of a machine that is there for jobs alone. */
    public Faces(
        @Nullable Server server, @Nullable Node node, List<Pod> pods, List<Runner> runners) {
      this(server, node, pods, runners, PodWork.NONE);
    }

    public Faces {
      pods = List.copyOf(pods);
      runners = List.copyOf(runners);
    }
  }

  public String name() {
    return id.name;
  }

  public String pool() {
    return id.pool;
  }

  public @Nullable Server server() {
    return faces.server;
  }

  public @Nullable Node node() {
    return faces.node;
  }

  public List<Pod> pods() {
    return faces.pods;
  }

  public List<Runner> runners() {
    return faces.runners;
  }

  /** The pods that it works for, where it is there for pods. */
  public PodWork work() {
    return faces.work;
  }

  public Ownership ownership() {
    return id.ownership;
  }

  /** Whose machine it is. */
  public enum Ownership {
    /** Marked with our installation. */
    OURS,
    /** The original's, to be marked as ours. */
    ADOPTABLE,
    /**
     * Named and labelled as the original does, young and without a Node: counts, is never deleted.
     */
    ORIGINAL_YOUNG
  }

  /** How many jobs it runs at once: none where it is for pods alone. */
  public int jobSlots() {
    return work().needsNoRunner() ? 0 : slots.count();
  }

  /** Our annotations on its Node. */
  public NodeAnnotations ownAnnotations() {
    return faces.node == null ? NodeAnnotations.NONE : faces.node.ownAnnotations();
  }

  public boolean isOurs() {
    return id.ownership == Ownership.OURS;
  }

  /** Whether it takes one of the places under the maximum: it has a server, or may have. */
  public boolean countsTowardsMaximum() {
    return faces.server != null || pendingLaunch != null;
  }

  /** Whether its launch takes longer than this allows. */
  public boolean isLaunchOverdue(Duration timeout, Instant now) {
    return phase instanceof Phase.Launching launching
        && Age.of(launching.since(), now).reached(timeout);
  }

  /** What its runners run by the forge's word, and what runs somewhere and may run here. */
  public List<Job> jobs() {
    return slots.jobs();
  }

  /** How many jobs this row of it is taken to run at once. */
  public int capacityOf(Runner row) {
    return slots.capacityOf(row, faces.runners);
  }

  /** How many more jobs this row of it can be given. */
  public int freeSlotsOf(Runner row) {
    return slots.freeOf(row, faces.runners);
  }

  /** Whether it was given all jobs that it may be given. */
  public boolean isUsedUp() {
    return slots.uses().areUp();
  }

  /** Whether it serves, and has neither a job nor a pod to work for. */
  public boolean isIdle() {
    return phase instanceof Phase.InService && jobs().isEmpty() && work().isNone();
  }

  /** Whether a job runs there. Of a server that we deleted the forge only has not noticed. */
  public boolean isBusy() {
    boolean gone = faces.server == null && ownAnnotations().isAt(Phase.Terminating.Step.DELETING);
    return !jobs().isEmpty() && !gone;
  }

  /** Whether it is known to have pods to work for. */
  public boolean worksForPods() {
    return !work().pods().isEmpty();
  }

  public boolean isTerminating() {
    return phase instanceof Phase.Terminating;
  }

  /** Whether an operator asked that it goes as soon as its job ends. */
  public boolean isDrained() {
    return ownAnnotations().drain() != null;
  }

  /** Whether an operator asked that it goes without waiting for its job. */
  public boolean isForced() {
    NodeAnnotations.DrainRequest drain = ownAnnotations().drain();
    return drain != null && drain.force();
  }

  public Set<Long> runnerIds() {
    Set<Long> ids = new HashSet<>();
    faces.runners.forEach(runner -> ids.add(runner.id()));
    return ids;
  }

  /** Whether its Node was Ready at some time, after which only the safe termination may end it. */
  public boolean wasEverReady() {
    return !ownAnnotations().runnerIds().isEmpty()
        || !faces.runners.isEmpty()
        || (faces.node != null && faces.node.wasEverReady());
  }

  /** What its Node is called; its own name while it has none. */
  public String nodeName() {
    return faces.node == null ? id.name : faces.node.name();
  }

  /** Every name that it is known by. */
  public Set<String> names() {
    Set<String> names = new HashSet<>();
    names.add(id.name);
    names.add(nodeName());
    if (faces.server != null) {
      names.add(faces.server.name());
    }
    return names;
  }

  /** The end of the hour that is being paid; null without a server. */
  public @Nullable Instant paidUntil(Instant now) {
    return faces.server == null ? null : BillingHour.paidUntil(faces.server.created(), now);
  }
}
