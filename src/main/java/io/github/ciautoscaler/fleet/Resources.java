package io.github.ciautoscaler.fleet;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongBinaryOperator;

/**
 * What a pod asks for, or a machine has, by the cluster's name of each resource: cpu in thousandths
 * of a core, everything else in its unit.
 */
public record Resources(Map<String, Long> amounts) {

  public static final String CPU = "cpu";
  public static final String MEMORY = "memory";
  public static final String DISK = "ephemeral-storage";
  public static final String PODS = "pods";

  public static final Resources NONE = new Resources(Map.of());

  public Resources {
    amounts = Map.copyOf(amounts);
  }

  public long of(String resource) {
    return amounts.getOrDefault(resource, 0L);
  }

  public boolean isNone() {
    return amounts.isEmpty();
  }

  public Resources plus(Resources other) {
    return with(other, Resources::sum);
  }

  /** The larger of both, resource by resource. */
  public Resources max(Resources other) {
    return with(other, Math::max);
  }

  public Resources minus(Resources other) {
    return with(other, (one, less) -> one - less);
  }

  /** The same with these instead of its own. */
  public Resources replacedBy(Map<String, Long> others) {
    Map<String, Long> all = new HashMap<>(amounts);
    all.putAll(others);
    return new Resources(all);
  }

  /** What this asks for and the other has too little of, first by name; empty where it fits. */
  public String lackingIn(Resources room) {
    for (Map.Entry<String, Long> asked : new TreeMap<>(amounts).entrySet()) {
      if (asked.getValue() > 0 && asked.getValue() > room.of(asked.getKey())) {
        return asked.getKey();
      }
    }
    return "";
  }

  private Resources with(Resources other, LongBinaryOperator operator) {
    Map<String, Long> all = new HashMap<>(amounts);
    for (String resource : other.amounts.keySet()) {
      all.put(resource, operator.applyAsLong(of(resource), other.of(resource)));
    }
    return new Resources(all);
  }

  /** Absurd requests are absurd, and do not become small. */
  private static long sum(long one, long other) {
    long sum = one + other;
    return one > 0 && other > 0 && sum < 0 ? Long.MAX_VALUE : sum;
  }
}
