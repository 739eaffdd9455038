package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Fresh;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.NodeAnnotations;
import io.github.ciautoscaler.fleet.Pod;
import io.github.ciautoscaler.fleet.Runner;
import io.github.ciautoscaler.plan.Reason.Code;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Guard: the forge does not say on which runner a job is, and the pods of its runners were evicted
 * and are gone. Records it: from then on no job that runs somewhere is there.
 */
final class PodsGoneStep implements Step {

  @Override
  public String says() {
    return "Where the forge does not say who works: record that its runner's pods are gone.";
  }

  @Override
  public Progress next(Termination termination, Evidence evidence, Situation situation) {
    if (situation.namesRunners()
        || termination.isForced()
        || termination.machine().ownAnnotations().disabledIds().isEmpty()
        || termination.phase().looks().quietSince() != null) {
      return Progress.PASSED;
    }
    return evidence
        .podsOn(termination.machine().nodeName())
        .filter(pods -> areGone(termination, pods))
        .map(pods ->
            TwoLooks.record(
                termination, NodeAnnotations.QUIET_SINCE, pods.takenAt(), Code.WEAK_TERMINATION))
        .orElse(Progress.PASSED);
  }

  /** One that is stuck in its end is not gone: its runner may work on. */
  private static boolean areGone(Termination termination, Fresh<List<Pod>> pods) {
    Machine machine = termination.machine();
    Set<String> names = new HashSet<>();
    machine.runners().forEach(row -> names.add(row.name()));
    return machine.pods().stream().allMatch(Pod::finished)
        && pods.value().stream().noneMatch(pod -> !pod.finished() && names.contains(pod.name()));
  }

  /** The rows whose pods are seen there: from when those are gone, nobody is behind these. */
  static Set<Long> rowsOfPods(Machine machine) {
    Set<String> names = new HashSet<>();
    machine.pods().forEach(pod -> names.add(pod.name()));
    Set<Long> rows = new TreeSet<>();
    for (Runner row : machine.runners()) {
      if (names.contains(row.name())) {
        rows.add(row.id());
      }
    }
    return rows;
  }
}
