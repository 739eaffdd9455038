package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Phase;
import io.github.ciautoscaler.fleet.Pod;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.plan.Reason.Code;
import java.util.List;

/**
 * A machine that works for pods stays, unless its paid hour ends and all of them may be moved and
 * fit on other machines.
 */
final class RunningPodsRule implements TerminationRule {

  @Override
  public Answer ask(Machine machine, Situation situation) {
    if (!(machine.phase() instanceof Phase.InService) || !machine.worksForPods()) {
      return Answer.NONE;
    }
    boolean goes =
        situation.moves().allows(machine)
            && PodMoves.isDue(machine, situation.fleet(), situation.hourEnd())
            && isSpare(machine, situation);
    return goes
        ? Answer.terminate(
            Code.HOUR_ENDS, "Its paid hour ends, and its pods fit on other machines.")
        : Answer.keep(Code.RUNNING_PODS, said(machine));
  }

  /** Whether its pool's minimum is held without it. */
  private static boolean isSpare(Machine machine, Situation situation) {
    Pool pool = situation.settings().poolsByName().get(machine.pool());
    long serving =
        situation.fleet().machines().stream()
            .filter(it -> it.pool().equals(machine.pool()))
            .filter(it -> it.phase() instanceof Phase.InService)
            .count();
    return pool == null || serving > pool.limits().min();
  }

  static String said(Machine machine) {
    List<Pod> pods = machine.work().pods();
    Pod first =
        pods.stream().filter(pod -> pod.keeps() != null).findFirst().orElse(pods.getFirst());
    String keeps = first.keeps() == null ? "" : " (" + first.keeps() + ")";
    String count = pods.size() == 1 ? "a pod: " : pods.size() + " pods, such as ";
    return "Runs " + count + first.namespace() + "/" + first.name() + keeps + ".";
  }
}
