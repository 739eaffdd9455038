package io.github.ciautoscaler.bootstrap;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds in K3S_AGENT_ARGS what would keep every new machine from joining. */
public final class AgentArgs {

  private static final Pattern LABELS = Pattern.compile("--node-label[= ]\\s*[\"']?([^\\s\"']+)");
  private static final Pattern OTHER_NAME =
      Pattern.compile("(?<![^\\s\"'])--(node-name|with-node-id)\\b");

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

  private AgentArgs() {}

  /** Sentences for the log at start; empty when nothing is wrong. */
  public static List<String> warnings(String args) {
    List<String> warnings = new ArrayList<>();
    Matcher labels = LABELS.matcher(args);
    while (labels.find()) {
      for (String label : labels.group(1).split(",", -1)) {
        String key = label.split("=", 2)[0];
        if (isRefused(key)) {
          warnings.add(
              "K3S_AGENT_ARGS sets the node label "
                  + key
                  + ", which the kubelet refuses, so that no machine would ever join: remove it,"
                  + " or use a key outside kubernetes.io and k8s.io");
        }
      }
    }
    Matcher name = OTHER_NAME.matcher(args);
    if (name.find()) {
      warnings.add(
          "K3S_AGENT_ARGS has --"
              + name.group(1)
              + ": machines are recognised by their server's name, so remove it");
    }
    if (hasOpenQuote(args)) {
      warnings.add("K3S_AGENT_ARGS has a quote that is not closed: no machine would ever join");
    }
    return List.copyOf(warnings);
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

  private static boolean hasOpenQuote(String args) {
    char open = 0;
    for (int i = 0; i < args.length(); i++) {
      char c = args.charAt(i);
      if (c == '\\' && open != '\'') {
        i++;
      } else if (open == 0 && (c == '\'' || c == '"')) {
        open = c;
      } else if (c == open) {
        open = 0;
      }
    }
    return open != 0;
  }
}
