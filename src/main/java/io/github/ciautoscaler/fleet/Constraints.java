package io.github.ciautoscaler.fleet;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a pod may run, as far as its owner says so strictly.
 *
 * @param unsupported what else it asks for that no new machine is known to give; null for nothing
 */
public record Constraints(OfNode ofNode, OfPods ofPods, @Nullable String unsupported) {

  public static final Constraints ANYWHERE = new Constraints(OfNode.ANY, OfPods.ANY, null);

  /**
   * Which Nodes may be its.
   *
   * @param selector what each must have
   * @param affinity of these, one at least must hold whole; none: any Node
   */
  public record OfNode(
      List<Match> selector, List<List<Match>> affinity, List<Toleration> tolerations) {
    public static final OfNode ANY = new OfNode(List.of(), List.of(), List.of());

    public OfNode {
      selector = List.copyOf(selector);
      affinity = List.copyOf(affinity);
      tolerations = List.copyOf(tolerations);
    }
  }

  /**
   * What other pods on its host mean to it.
   *
   * @param apart which must not be there
   * @param spread how evenly pods must lie on hosts
   * @param hostPorts which it opens there, as in TCP/8080
   */
  public record OfPods(List<Apart> apart, List<Spread> spread, Set<String> hostPorts) {
    public static final OfPods ANY = new OfPods(List.of(), List.of(), Set.of());

    public OfPods {
      apart = List.copyOf(apart);
      spread = List.copyOf(spread);
      hostPorts = Set.copyOf(hostPorts);
    }
  }

  /**
   * Pods that must not be on the same host.
   *
   * @param namespaces where they are; empty: in all
   */
  public record Apart(List<Match> pods, Set<String> namespaces) {
    public Apart {
      pods = List.copyOf(pods);
      namespaces = Set.copyOf(namespaces);
    }

    public boolean concerns(Workload other) {
      boolean there = namespaces.isEmpty() || namespaces.contains(other.pod().namespace());
      return there && Match.all(pods, other.labels());
    }
  }

  /**
   * Pods of its namespace, of which no host may have more than this more than another.
   *
   * @param maxSkew at least 1
   */
  public record Spread(int maxSkew, List<Match> pods) {
    public Spread {
      pods = List.copyOf(pods);
    }

    public boolean concerns(Workload other, String namespace) {
      return other.pod().namespace().equals(namespace) && Match.all(pods, other.labels());
    }
  }

  /** Whether a Node with these labels may be its. */
  public boolean allows(Map<String, String> labels) {
    return Match.all(ofNode.selector, labels)
        && (ofNode.affinity.isEmpty()
            || ofNode.affinity.stream().anyMatch(term -> Match.all(term, labels)));
  }

  /** Whether it minds none of these. Taints that only advise keep nothing away. */
  public boolean tolerates(List<Node.Taint> taints) {
    return taints.stream()
        .filter(taint -> !taint.effect().equals("PreferNoSchedule"))
        .allMatch(taint -> ofNode.tolerations.stream().anyMatch(it -> it.tolerates(taint)));
  }
}
