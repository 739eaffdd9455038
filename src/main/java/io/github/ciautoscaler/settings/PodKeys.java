package io.github.ciautoscaler.settings;

import java.util.List;
import java.util.regex.Pattern;

/** What machines of a pool are launched for, where that is not jobs alone. */
public final class PodKeys {

  public static final String JOBS = "jobs";
  public static final String PODS = "pods";

  private static final List<String> DEMANDS = List.of(JOBS, PODS);

  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

  /** What makes a machine serve. */
  public enum Ready {
    /** Its runner registered. */
    RUNNER,
    /** Its Node is Ready. */
    NODE
  }

  public static final Setting<List<String>> DEMAND =
      Setting.field(
              "demand",
              Texts.LIST.then(PodKeys::demands),
              "What its machines are launched for: `jobs`, `pods` for which the cluster has no room,"
                  + " or both, as in `jobs,pods`.")
          .byDefault(JOBS);

  public static final Setting<Ready> READY =
      Setting.field(
          "ready",
          Texts.choice(Ready.RUNNER),
          "What makes its machines serve: `runner`, or `node` where they are for pods alone. Without"
              + " it: as `demand` needs.");

  public static final Setting<List<String>> NAMESPACES =
      Setting.field(
          "namespaces",
          Texts.LIST.then(PodKeys::namespaces),
          "Namespaces whose pods may ask for its machines. Without it: all.");

  static final List<Setting<?>> ALL = List.of(DEMAND, READY, NAMESPACES);

  private PodKeys() {}

  private static List<String> demands(List<String> words, Remarks remarks) {
    words.stream()
        .filter(word -> !DEMANDS.contains(word))
        .findFirst()
        .ifPresent(word ->
            remarks.wrong(
                "has " + remarks.shown(word) + ", which is no demand",
                "Write jobs, pods, or jobs,pods."));
    if (words.isEmpty()) {
      remarks.wrong("names nothing", "Write jobs, pods, or jobs,pods.");
    }
    return words;
  }

  private static List<String> namespaces(List<String> names, Remarks remarks) {
    names.stream()
        .filter(name -> !NAMESPACE.matcher(name).matches())
        .findFirst()
        .ifPresent(name ->
            remarks.wrong(
                "has " + remarks.shown(name) + ", which is no namespace",
                "Write names of namespaces with commas between them."));
    return names;
  }
}
