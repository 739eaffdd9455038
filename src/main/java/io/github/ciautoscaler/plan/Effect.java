package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Claim;
import io.github.ciautoscaler.fleet.JoiningMachine;
import io.github.ciautoscaler.fleet.MachineTemplate;
import io.github.ciautoscaler.fleet.NodePatch;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Pool;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One call that changes something outside, or one fresh look that the next call rests on. An action
 * is a sequence of effects; the process may die between any two of them.
 */
public sealed interface Effect {

  /**
   * Makes the bootstrap token; its secret is drawn when it is made and never leaves the chain.
   *
   * @param life how long it lets the server join
   */
  record CreateJoinToken(String id, String server, Duration life) implements Effect {}

  record DeleteJoinToken(String id) implements Effect {}

  /** Orders a server from its pool's template, at one of its offerings. */
  record CreateServer(
      JoiningMachine machine, Pool pool, Offering offering, Map<String, String> labels)
      implements Effect {
    public CreateServer {
      labels = Map.copyOf(labels);
    }

    public String name() {
      return machine.name();
    }
  }

  /**
   * Looks a server up by its name, after a lost answer.
   *
   * @param callEndedBy when its create call had ended at the latest
   */
  record FindServer(String name, Instant callEndedBy) implements Effect {}

  /** Replaces the label map of a server: adoption. */
  record LabelServer(long id, String name, Map<String, String> labels) implements Effect {
    public LabelServer {
      labels = Map.copyOf(labels);
    }
  }

  /** Puts a server that was made without a network into its pool's subnet. */
  record AttachServer(long id, String name, MachineTemplate template) implements Effect {}

  record PowerOnServer(long id, String name) implements Effect {}

  /**
   * Reads the jobs and runners anew; fails when one of these runners, or one so named, runs a job.
   *
   * @param mustBeDisabled fails also when one of them could still take a job
   * @param elsewhere of a forge that does not say where a job runs, those that are known not to be
   *     on one of these: fails on any other that may be, and when one of these is at work. Null:
   *     any job may be
   */
  record VerifyUnoccupied(
      Set<Long> runnerIds,
      Set<String> runnerNames,
      boolean mustBeDisabled,
      @Nullable Set<Claim> elsewhere)
      implements Effect {
    public VerifyUnoccupied {
      runnerIds = Set.copyOf(runnerIds);
      runnerNames = Set.copyOf(runnerNames);
      elsewhere = elsewhere == null ? null : Set.copyOf(elsewhere);
    }

    /** Of a forge that says where each job runs. */
    public VerifyUnoccupied(Set<Long> runnerIds, Set<String> runnerNames, boolean mustBeDisabled) {
      this(runnerIds, runnerNames, mustBeDisabled, null);
    }
  }

  /** Reads the server anew by its id; fails when it is still there. */
  record VerifyServerGone(long id) implements Effect {}

  record DeleteServer(long id, String name) implements Effect {}

  record DisableRunner(long id) implements Effect {}

  record EnableRunner(long id) implements Effect {}

  record DeleteRunner(long id) implements Effect {}

  record PatchNode(String node, NodePatch patch) implements Effect {}

  record EvictPod(String namespace, String name, String uid) implements Effect {}

  record DeleteNode(String node, String uid) implements Effect {}

  /** Whether it only reads, and so may be cut off without a trace. */
  default boolean isLook() {
    return switch (this) {
      case FindServer _, VerifyUnoccupied _, VerifyServerGone _ -> true;
      case CreateJoinToken _,
          DeleteJoinToken _,
          CreateServer _,
          LabelServer _,
          AttachServer _,
          PowerOnServer _,
          DeleteServer _,
          DisableRunner _,
          EnableRunner _,
          DeleteRunner _,
          PatchNode _,
          EvictPod _,
          DeleteNode _ ->
          false;
    };
  }
}
