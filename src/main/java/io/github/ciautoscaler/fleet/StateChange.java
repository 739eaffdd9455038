package io.github.ciautoscaler.fleet;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A fact that changes what we remember. Each may be applied twice, and on top of a state that
 * somebody else changed meanwhile: {@link StateChanges} says what it means there.
 */
public sealed interface StateChange {

  /** About machines on their way. */
  sealed interface OfLaunches extends StateChange {}

  /** About how launching goes. */
  sealed interface OfHealth extends StateChange {}

  /** About what operators asked for. */
  sealed interface OfOperator extends StateChange {}

  /** About runners, and the labels that they show. */
  sealed interface OfRunners extends StateChange {}

  /** About what was measured. */
  sealed interface OfMeasurements extends StateChange {}

  /** A server is ordered next. */
  record LaunchPending(String server, PendingLaunch launch) implements OfLaunches {}

  /** The create call was answered, or its server was found. */
  record LaunchAccepted(String server, long serverId) implements OfLaunches {}

  /** The create call ended, and whether it made a server is not known. */
  record LaunchAnswerLost(String server, Instant callEndedAt) implements OfLaunches {}

  /** The machine serves. */
  record LaunchResolved(String server) implements OfLaunches {}

  /** No server was made. */
  record LaunchAbandoned(String server, Instant at) implements OfLaunches {}

  /** A server was made, and was gone before it served. */
  record LaunchLost(String server, Instant at, Instant coolDownUntil) implements OfLaunches {}

  /** A server was made, and no runner came. */
  record BootFailed(String server, Instant at) implements OfLaunches {}

  record JoinTokenDeleted(String id) implements OfLaunches {}

  record BootSucceeded(String pool) implements OfHealth {}

  /** A person mended what made this pool's boots fail, or wants to see whether it is mended. */
  record BootFailuresForgiven(String pool) implements OfHealth {}

  /** The cloud refused to sell this. */
  record OfferingCoolingDown(Offering offering, CoolDown coolDown) implements OfHealth {}

  record CoolDownsEnded(Instant at) implements OfHealth {}

  /** The cloud takes no order that is made of this pool's template. */
  record TemplateRefused(String pool, BackOff backOff) implements OfHealth {}

  /** The cloud refuses to sell anything. */
  record CreateBackedOff(BackOff backOff) implements OfHealth {}

  record PauseSet(Pause pause) implements OfOperator {}

  record PauseEnded() implements OfOperator {}

  /** Nothing is launched for this pool. */
  record PoolPaused(String pool, Pause pause) implements OfOperator {}

  record PoolResumed(String pool) implements OfOperator {}

  /**
   * @param key of the request: the same one is not served twice
   */
  record ScaleRequested(String key, ScaleRequest request) implements OfOperator {}

  record RunnersSeen(String node, Set<Long> ids) implements OfRunners {
    public RunnersSeen {
      ids = Set.copyOf(ids);
    }
  }

  /** No row of theirs is left. */
  record RunnersForgotten(Set<String> nodes) implements OfRunners {
    public RunnersForgotten {
      nodes = Set.copyOf(nodes);
    }
  }

  /** Runners of this pool show these label sets now. */
  record LabelsShown(String pool, Set<Set<String>> labels) implements OfRunners {
    public LabelsShown {
      labels = Set.copyOf(labels);
    }
  }

  /** No runner of this pool is left that shows its labels. */
  record LabelsRemembered(String pool, Instant since) implements OfRunners {}

  /** A machine was ordered to look whether remembered labels still hold. */
  record LabelsProbed(String pool, Instant at) implements OfRunners {}

  /** For these jobs, and no others, a fresh machine came in vain. */
  record JobsUnservable(Map<Set<String>, Set<Long>> jobs) implements OfRunners {
    public JobsUnservable {
      jobs = Map.copyOf(jobs);
    }
  }

  /** These permanent runners, and no others, leave jobs of these owners waiting. */
  record RunnersForeign(Map<Long, Set<String>> owners) implements OfRunners {
    public RunnersForeign {
      owners = Map.copyOf(owners);
    }
  }

  /** What today cost so far. */
  record DaySpent(DaySpend spend) implements OfMeasurements {}

  record TerminationMeasured(MeasuredTermination termination) implements OfMeasurements {}

  record BootMeasured(MeasuredBoot boot) implements OfMeasurements {}

  /** These jobs ended. */
  record JobsMeasured(List<RunningJobs.Ended> jobs, Instant at) implements OfMeasurements {
    public JobsMeasured {
      jobs = List.copyOf(jobs);
    }
  }
}
