package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.StateChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What one pass decided.
 *
 * @param actions to start, at most one per machine
 * @param changes of what we remember, to be recorded before the actions start
 * @param sizes how many machines there are to be
 */
public record Plan(
    List<Action> actions, List<StateChange> changes, Sizes sizes, Explanation explanation) {

  public Plan {
    actions = List.copyOf(actions);
    changes = List.copyOf(changes);
  }

  /**
   * Why, for people.
   *
   * @param decisions done and not done, with why
   * @param machineReasons by machine name, why it is as it is and what happens next
   * @param removableFrom by machine name, when the termination of an idle machine may begin, or
   *     when a termination under way began
   * @param jobs how each queued job stands
   * @param warnings sentences for people, each with its mend
   */
  public record Explanation(
      List<Decision> decisions,
      Map<String, Reason> machineReasons,
      Map<String, Instant> removableFrom,
      List<Assignment> jobs,
      List<Warning> warnings) {

    public Explanation {
      decisions = List.copyOf(decisions);
      machineReasons = Map.copyOf(machineReasons);
      removableFrom = Map.copyOf(removableFrom);
      jobs = List.copyOf(jobs);
      warnings = List.copyOf(warnings);
    }

    private Explanation warningOf(List<Warning> more) {
      List<Warning> all = new ArrayList<>(more);
      all.addAll(warnings);
      return new Explanation(decisions, machineReasons, removableFrom, jobs, all);
    }
  }

  /** With these warnings before its own. */
  public Plan warningOf(List<Warning> more) {
    return more.isEmpty() ? this : new Plan(actions, changes, sizes, explanation.warningOf(more));
  }

  public List<Decision> decisions() {
    return explanation.decisions;
  }

  public Map<String, Reason> machineReasons() {
    return explanation.machineReasons;
  }

  public Map<String, Instant> removableFrom() {
    return explanation.removableFrom;
  }

  public List<Assignment> jobs() {
    return explanation.jobs;
  }

  public List<Warning> warnings() {
    return explanation.warnings;
  }

  /** How many machines the pass aims at. */
  public int desiredNodes() {
    return sizes.desiredNodes;
  }

  /** How it stands with each pool, in the order of the configuration. */
  public List<PoolOutlook> pools() {
    return sizes.pools;
  }

  /** How many machines there are to be: in all, and what holds for each pool. */
  public record Sizes(int desiredNodes, List<PoolOutlook> pools) {
    public Sizes {
      pools = List.copyOf(pools);
    }
  }

  /** A stable code, and what is wrong and how to mend it. */
  public record Warning(String code, String message) {}
}
