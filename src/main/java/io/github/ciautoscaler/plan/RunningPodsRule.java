package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Phase;
import io.github.ciautoscaler.fleet.Pod;
import io.github.ciautoscaler.plan.Reason.Code;
import java.util.List;

/**
 * A machine that works for pods stays, unless its paid hour ends, all of them may be moved and fit
 * on other machines, and neither a queued job nor its pool counts on it.
 */
final class RunningPodsRule implements TerminationRule {

  @Override
  public String question() {
    return "Do pods work there?";
  }

  @Override
  public Answer ask(Machine machine, Situation situation) {
    if (!(machine.phase() instanceof Phase.InService) || !machine.worksForPods()) {
      return Answer.NONE;
    }
    return situation.moves().allows(machine)
        ? Answer.terminate(
            Code.HOUR_ENDS, "Its paid hour ends, and its pods fit on other machines.")
        : Answer.keep(Code.RUNNING_PODS, said(machine));
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
