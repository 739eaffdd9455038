package io.github.ciautoscaler.app.settings;

import io.github.ciautoscaler.bootstrap.NodeMarks;
import io.github.ciautoscaler.fleet.PodDemand;
import io.github.ciautoscaler.settings.CapacityKeys;
import io.github.ciautoscaler.settings.NodeKeys;
import io.github.ciautoscaler.settings.PodKeys;
import io.github.ciautoscaler.settings.PodKeys.Ready;
import io.github.ciautoscaler.settings.PoolKeys;
import io.github.ciautoscaler.settings.Values;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a pool's machines are launched for.
 *
 * @param agentArgs of K3s, where the pool has none of its own
 */
record DemandReader(Values values, String agentArgs) {

  private static final Pattern MARK =
      Pattern.compile("--(?:kubelet-arg=)?node-(label|taint)[= ]\"?'?([^\\s\"']+)");

  PodDemand demand() {
    List<String> demand = values.get(PodKeys.DEMAND);
    boolean pods = demand.contains(PodKeys.PODS);
    boolean jobs = !pods || demand.contains(PodKeys.JOBS);
    checkReady(jobs, pods);
    if (!pods) {
      if (values.find(PodKeys.NAMESPACES).isPresent()) {
        values.odd(PodKeys.NAMESPACES, "has no effect: the pool is for jobs alone");
      }
      return PodDemand.JOBS;
    }
    if (!jobs) {
      refuseWhatIsForJobs();
    }
    return new PodDemand(jobs, pods());
  }

  private void checkReady(boolean jobs, boolean pods) {
    Ready ready = values.find(PodKeys.READY).orElse(jobs ? Ready.RUNNER : Ready.NODE);
    if (ready == Ready.NODE && jobs) {
      values.problem(
          PodKeys.READY,
          "is node, and the pool is for jobs, which need a runner",
          pods
              ? "Leave it out, or make two pools, one with demand: pods."
              : "Leave it out, or set demand: pods.");
    } else if (ready == Ready.RUNNER && !jobs) {
      values.problem(
          PodKeys.READY,
          "is runner, and nobody waits for a runner in a pool for pods alone",
          "Leave it out, or set demand: jobs,pods.");
    }
  }

  /** Warm capacity counts slots of runners, of which there are none. */
  private void refuseWhatIsForJobs() {
    if (!values.list(CapacityKeys.ENTRIES).isEmpty()) {
      values.problem(
          PodKeys.DEMAND,
          "is pods, and capacity counts the slots of runners",
          "Leave capacity out, and set min to hold machines.");
    }
    if (values.get(PoolKeys.MAX_USES) > 0) {
      values.problem(
          PodKeys.DEMAND,
          "is pods, and max-uses counts jobs",
          "Leave max-uses out, or set demand: jobs,pods.");
    }
  }

  private PodDemand.Pods pods() {
    Map<String, String> labels = new HashMap<>();
    List<String> taints = new ArrayList<>(values.get(PoolKeys.NODE_TAINTS));
    Matcher mark = MARK.matcher(values.find(PoolKeys.AGENT_ARGS).orElse(agentArgs));
    while (mark.find()) {
      if (mark.group(1).equals("taint")) {
        taints.add(mark.group(2));
      } else {
        String[] parts = mark.group(2).split("=", 2);
        labels.put(parts[0], parts.length < 2 ? "" : parts[1]);
      }
    }
    labels.putAll(values.get(PoolKeys.NODE_LABELS));
    List<String> namespaces = values.find(PodKeys.NAMESPACES).orElse(List.of());
    return new PodDemand.Pods(
        Set.copyOf(namespaces),
        labels,
        NodeMarks.of(labels, taints).taints(),
        values.find(NodeKeys.MAX_PODS).orElse(null));
  }
}
