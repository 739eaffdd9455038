package io.github.ciautoscaler.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The PodDisruptionBudgets. */
public final class Budgets {

  /** One PodDisruptionBudget. */
  public record Budget(
      String namespace, String name, Map<String, String> selector, boolean allowsDisruption) {
    boolean covers(ClusterPod pod) {
      return namespace.equals(pod.namespace())
          && pod.labels().entrySet().containsAll(selector.entrySet());
    }
  }

  private final List<Budget> budgets = new ArrayList<>();

  public List<Budget> all() {
    return List.copyOf(budgets);
  }

  /** Makes it, or changes what it allows. */
  public void put(Budget budget) {
    budgets.removeIf(
        old -> old.namespace().equals(budget.namespace()) && old.name().equals(budget.name()));
    budgets.add(budget);
  }

  public void remove(String namespace, String name) {
    budgets.removeIf(old -> old.namespace().equals(namespace) && old.name().equals(name));
  }

  List<Budget> covering(ClusterPod pod) {
    return budgets.stream().filter(budget -> budget.covers(pod)).toList();
  }
}
