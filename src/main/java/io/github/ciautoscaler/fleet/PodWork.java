package io.github.ciautoscaler.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The pods that a machine works for, where it is there for pods: all but those of DaemonSets,
 * mirrors and finished ones.
 *
 * @param counted whether it is there for pods; else they are not asked about
 * @param known whether the cluster's pods were ever read; while not, it may work for any
 * @param needsNoRunner whether it serves from the moment its Node is Ready
 */
public record PodWork(boolean counted, boolean known, boolean needsNoRunner, List<Pod> pods) {

  /** Of a machine that is there for jobs alone. */
  public static final PodWork NONE = new PodWork(false, true, false, List.of());

  /** So long after its deletion time a pod counts as stuck, and as no work any more. */
  public static final Duration STUCK_AFTER = Duration.ofMinutes(2);

  public PodWork {
    pods = List.copyOf(pods);
  }

  /**
   * @param here every pod of its Node
   * @param runners those that are its runners, which wait for jobs and are no work
   */
  static PodWork of(
      List<Workload> here, List<Pod> runners, Observation seen, boolean needsNoRunner) {
    Set<String> waiting = new HashSet<>();
    runners.forEach(pod -> waiting.add(pod.uid()));
    List<Pod> left = new ArrayList<>();
    for (Workload workload : here) {
      Pod pod = workload.pod();
      boolean works = pod.isDrained() && !isStuck(pod, seen.now());
      if (works && !waiting.contains(pod.uid())) {
        left.add(pod);
      }
    }
    return new PodWork(true, seen.workloads().wasRead(), needsNoRunner, left);
  }

  private static boolean isStuck(Pod pod, Instant now) {
    return Age.of(pod.deletion(), now).reached(STUCK_AFTER);
  }

  /** Whether none is known to be left. */
  public boolean isNone() {
    return known && pods.isEmpty();
  }

  /** Those whom nobody asked to go. */
  public List<Pod> staying() {
    return pods.stream().filter(pod -> !pod.terminating()).toList();
  }
}
