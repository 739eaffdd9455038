package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Server;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the world gave out to one process of the autoscaler, when, and how completely. */
final class Answers {

  /** What a process asks for in its passes. */
  enum Asked {
    FORGE,
    QUEUED,
    RUNNING,
    RUNNERS,
    SERVERS,
    NODES,
    RUNNER_PODS,
    WORKLOADS,
    STATE,
    PRICES,
    CLUSTER
  }

  private final World world;
  private final Instant since;
  private final EnumMap<Asked, Instant> complete = new EnumMap<>(Asked.class);
  private final EnumMap<Asked, Boolean> latest = new EnumMap<>(Asked.class);
  private final Map<String, Instant> podsOn = new HashMap<>();
  private List<Job> queue = List.of();
  private List<Server> servers = List.of();
  private final EnumSet<Asked> onTheWay = EnumSet.noneOf(Asked.class);
  private final Asking asking = new Asking();
  private @Nullable Asked lastAsked;
  private boolean acting;
  private Look look = new Look();
  private boolean savedBlindly;
  private boolean saveUnanswered;
  private Instant sent = Instant.MIN;

  Answers(World world) {
    this.world = world;
    this.since = world.now();
  }

  /** When the process started. */
  Instant since() {
    return since;
  }

  /**
   * An effect is performed: what is read now is its look, not a pass's.
   *
   * @return how it was before
   */
  boolean acting(boolean value) {
    boolean before = acting;
    acting = value;
    return before;
  }

  /**
   * An effect of another sequence takes place, or is over, perhaps within another.
   *
   * @param next what that sequence saw and sees
   * @return the same of the one until now
   */
  Look looks(Look next) {
    Look before = look;
    look = next;
    return before;
  }

  /** What the sequence whose effect takes place saw. */
  Look look() {
    return look;
  }

  void answered(Asked asked, Reading<?> reading) {
    boolean whole = reading instanceof Reading.Complete;
    if (acting) {
      looked(asked, whole, world.now());
      return;
    }
    lastAsked = asked;
    asking.answered(asked, whole, sent, world.now(), onTheWay.contains(asked));
    latest.put(asked, whole);
    if (whole) {
      complete.put(asked, world.now());
    }
  }

  /** One server was asked for. */
  void asksForOne(Reading<?> reading) {
    if (acting && !(reading instanceof Reading.Complete)) {
      look.fails();
    }
  }

  private void looked(Asked asked, boolean whole, Instant at) {
    if (!whole) {
      look.fails();
    } else if (asked == Asked.RUNNING) {
      look.sawJobs(at);
    } else if (asked == Asked.RUNNERS) {
      look.sawRunners();
    }
  }

  /** This answer is on its way back; null: it is of no kind that is watched. */
  void holdsBack(@Nullable Asked asked) {
    if (asked != null && asked != Asked.STATE) {
      onTheWay.add(asked);
      asking.holdsBack(asked);
    }
  }

  void arrives(@Nullable Asked asked) {
    if (asked != null) {
      onTheWay.remove(asked);
      asking.arrives(asked, world.now());
    }
  }

  /**
   * A question begins or ends, perhaps while another is asked.
   *
   * @param asked what is asked for before the next is
   * @return what was asked for until now; null: nothing that is watched
   */
  @Nullable Asked asks(@Nullable Asked asked) {
    Asked before = lastAsked;
    lastAsked = asked;
    return before;
  }

  /**
   * What is asked next was sent then: a slow question is answered long after.
   *
   * @return when the one was sent that is answered until now
   */
  Instant sentAt(Instant then) {
    Instant before = sent;
    sent = then;
    return before;
  }

  /** How often it asks. */
  Asking asking() {
    return asking;
  }

  /** The stored state was read completely. */
  void notesRead() {
    saveUnanswered = false;
  }

  /** The stored state is written, and the process is told whether that took place. */
  void notesSaved(boolean confirmed) {
    savedBlindly |= saveUnanswered;
    saveUnanswered = !confirmed;
  }

  /** Whether it saved although it did not know what its last save had done. */
  boolean savedBlindly() {
    return savedBlindly;
  }

  void queued(Reading<List<Job>> reading) {
    answered(Asked.QUEUED, reading);
    if (reading instanceof Reading.Complete<List<Job>>(var jobs, var at) && !acting) {
      queue = jobs;
    }
  }

  void servers(Reading<List<Server>> reading) {
    answered(Asked.SERVERS, reading);
    if (reading instanceof Reading.Complete<List<Server>>(var listed, var at) && !acting) {
      servers = listed;
    }
  }

  void podsOn(String node, Reading<?> reading) {
    if (reading instanceof Reading.Complete) {
      podsOn.put(node, world.now());
    } else {
      podsOn.remove(node);
    }
  }

  /** They are kept in memory only, by the cluster's word. */
  void needNoState() {
    latest.put(Asked.STATE, true);
  }

  /** Whether the last answer was complete. */
  boolean isComplete(Asked asked) {
    return latest.getOrDefault(asked, false);
  }

  /** The same, and no later question is still on its way. */
  boolean isGiven(Asked asked) {
    return isComplete(asked) && !onTheWay.contains(asked);
  }

  /** When what it last got completely was true; null while it got nothing so. */
  @Nullable Instant known(Asked asked) {
    return complete.get(asked);
  }

  @Nullable Instant knownPodsOn(String node) {
    return podsOn.get(node);
  }

  /** The last complete queue. */
  List<Job> queue() {
    return queue;
  }

  /** The last complete list of servers. */
  List<Server> servers() {
    return servers;
  }

  /** When a pass last read the running jobs completely. */
  Instant jobsListed() {
    return complete.getOrDefault(Asked.RUNNING, Instant.MIN);
  }
}
