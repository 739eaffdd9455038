package io.github.ciautoscaler.bootstrap;

import io.github.ciautoscaler.bootstrap.AgentOptions.Option;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Judges the labels and taints that a kubelet is to give to its own Node. */
final class NodeMarkers {

  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?");
  private static final Pattern DOMAIN =
      Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");
  private static final Set<String> EFFECTS = Set.of("NoSchedule", "PreferNoSchedule", "NoExecute");
  private static final String OURS = "ci-autoscaler.io/";

  /** The keys of Kubernetes' own namespaces that a kubelet may set on itself. */
  private static final Set<String> ALLOWED =
      Set.of(
          "kubernetes.io/arch",
          "kubernetes.io/hostname",
          "kubernetes.io/os",
          "beta.kubernetes.io/arch",
          "beta.kubernetes.io/instance-type",
          "beta.kubernetes.io/os",
          "failure-domain.beta.kubernetes.io/region",
          "failure-domain.beta.kubernetes.io/zone",
          "topology.kubernetes.io/region",
          "topology.kubernetes.io/zone",
          "node.kubernetes.io/instance-type");

  private final Consumer<String> error;
  private final Consumer<String> warning;
  private final Map<String, String> labels = new HashMap<>();
  private final Set<String> taints = new HashSet<>();
  private final Set<String> repeated = new HashSet<>();

  NodeMarkers(Consumer<String> error, Consumer<String> warning) {
    this.error = error;
    this.warning = warning;
  }

  void labels(Option option) {
    for (String label : String.valueOf(option.value()).split(",", -1)) {
      if (label.indexOf(ShellWords.UNKNOWN) < 0) {
        label(label.strip());
      }
    }
  }

  void taints(Option option) {
    for (String taint : String.valueOf(option.value()).split(",", -1)) {
      if (taint.indexOf(ShellWords.UNKNOWN) < 0) {
        taint(taint);
      }
    }
  }

  void finish() {
    repeated.forEach(key ->
        warning.accept(
            "gives the node label " + key + " two values, of which the last holds: remove one"));
  }

  private void label(String label) {
    String[] parts = label.split("=", 2);
    String key = parts[0];
    if (parts.length < 2 || !isKey(key) || !isValue(parts[1])) {
      error.accept(
          "sets the node label '"
              + label
              + "', which Kubernetes does not take, so that no machine would ever join: write"
              + " key=value of letters, digits, '-', '_' and '.', at most 63 each");
    } else if (isRefused(key)) {
      error.accept(
          "sets the node label "
              + key
              + ", which the kubelet refuses, so that no machine would ever join: remove it, or use"
              + " a key outside kubernetes.io and k8s.io");
    } else if (key.startsWith(OURS)) {
      warning.accept("sets the node label " + key + ", which is for us to set: remove it");
    }
    String other = labels.put(key, label);
    if (other != null && !other.equals(label)) {
      repeated.add(key);
    }
  }

  private void taint(String taint) {
    int colon = taint.lastIndexOf(':');
    String[] parts = taint.substring(0, Math.max(colon, 0)).split("=", 2);
    String effect = taint.substring(colon + 1);
    if (!EFFECTS.contains(effect) || !isKey(parts[0]) || !(parts.length < 2 || isValue(parts[1]))) {
      error.accept(
          "sets the node taint '"
              + taint
              + "', which the kubelet does not take, so that no machine would ever join: write"
              + " key=value:NoSchedule, or with PreferNoSchedule or NoExecute");
    } else if (!taints.add(parts[0] + ":" + effect)) {
      error.accept(
          "sets the node taint "
              + parts[0]
              + " twice with the effect "
              + effect
              + ", which Kubernetes refuses, so that no machine would ever join: remove one");
    } else if (parts[0].startsWith(OURS)) {
      error.accept(
          "sets the node taint " + parts[0] + ", by which we mark what is leaving: remove it");
    }
  }

  private static boolean isKey(String key) {
    int slash = key.indexOf('/');
    String domain = slash < 0 ? "a" : key.substring(0, slash);
    return NAME.matcher(key.substring(slash + 1)).matches()
        && domain.length() <= 253
        && DOMAIN.matcher(domain).matches();
  }

  private static boolean isValue(String value) {
    return value.isEmpty() || NAME.matcher(value).matches();
  }

  private static boolean isRefused(String key) {
    int slash = key.indexOf('/');
    if (slash < 0 || ALLOWED.contains(key)) {
      return false;
    }
    String domain = key.substring(0, slash);
    if (isWithin(domain, "kubelet.kubernetes.io") || isWithin(domain, "node.kubernetes.io")) {
      return false;
    }
    return isWithin(domain, "kubernetes.io") || isWithin(domain, "k8s.io");
  }

  private static boolean isWithin(String domain, String parent) {
    return domain.equals(parent) || domain.endsWith("." + parent);
  }
}
