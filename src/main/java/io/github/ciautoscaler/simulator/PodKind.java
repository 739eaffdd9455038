package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.Constraints;
import io.github.ciautoscaler.fleet.Match;
import io.github.ciautoscaler.fleet.Node.Taint;
import io.github.ciautoscaler.fleet.Resources;
import io.github.ciautoscaler.fleet.Toleration;
import io.github.ciautoscaler.simulator.ClusterPod.Owner;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the pods of one owner are.
 *
 * @param keeps why none may be moved; null: they may
 * @param runs how long each runs; zero: until it is ended
 */
record PodKind(Owner owner, long milliCpu, Wants wants, @Nullable String keeps, Duration runs) {

  /** Which pods a scheduler prefers. */
  enum Rank {
    /** Holds room for others, and asks for no machine. */
    PLACEHOLDER,
    ORDINARY,
    /** Placeholders are ended for it. */
    URGENT
  }

  /** Which taints do not keep it away. */
  enum Tolerates {
    NOTHING,
    DEDICATED,
    EVERYTHING;

    boolean allows(Taint taint) {
      return this == EVERYTHING || (this == DEDICATED && taint.equals(PodKind.DEDICATED));
    }
  }

  /**
   * What it asks of a Node.
   *
   * @param apart whether no two of one owner may be on one Node
   * @param labels which the Node must have
   */
  record Wants(boolean apart, Map<String, String> labels, Tolerates tolerates, Rank rank) {
    static final Wants NOTHING = new Wants(false, Map.of(), Tolerates.NOTHING, Rank.ORDINARY);

    static Wants besides(boolean apart) {
      return new Wants(apart, Map.of(), Tolerates.NOTHING, Rank.ORDINARY);
    }
  }

  /** On the machines that are there for pods alone. */
  static final Taint DEDICATED = new Taint("dedicated", "pods", "NoSchedule");

  static PodKind deployed(long milliCpu, boolean apart) {
    return new PodKind(Owner.DEPLOYED, milliCpu, Wants.besides(apart), null, Duration.ZERO);
  }

  static PodKind once(long milliCpu, Duration runs) {
    return new PodKind(Owner.JOB, milliCpu, Wants.NOTHING, "a job's work would be lost", runs);
  }

  /** Whether such a pod asks for a machine while it waits. */
  boolean asks() {
    return wants.rank() != Rank.PLACEHOLDER;
  }

  Resources requests() {
    return new Resources(Map.of(Resources.CPU, milliCpu, Resources.PODS, 1L));
  }

  Constraints constraints(String app) {
    List<Match> labels =
        wants.labels().entrySet().stream()
            .map(it -> Match.equal(it.getKey(), it.getValue()))
            .toList();
    List<Constraints.Apart> apart =
        wants.apart()
            ? List.of(new Constraints.Apart(List.of(Match.equal("app", app)), Set.of("web")))
            : List.of();
    return new Constraints(
        new Constraints.OfNode(labels, List.of(), tolerations()),
        new Constraints.OfPods(apart, List.of(), Set.of()),
        null);
  }

  private List<Toleration> tolerations() {
    return switch (wants.tolerates()) {
      case NOTHING -> List.of();
      case DEDICATED -> List.of(new Toleration(DEDICATED.key(), true, "", ""));
      case EVERYTHING -> List.of(new Toleration("", true, "", ""));
    };
  }
}
