package io.github.ciautoscaler.bootstrap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * What is wrong with a {@code registries.yaml}, as K3s and RKE2 read it. Names of registries are
 * said, no other value is: it may hold passwords.
 */
public final class Registries {

  private static final Map<String, Set<String>> KNOWN =
      Map.of(
          "", Set.of("mirrors", "configs", "auths"),
          "mirrors", Set.of("endpoint", "rewrite"),
          "configs", Set.of("auth", "tls"),
          "auths", Set.of("username", "password", "auth", "identity_token"));

  private final List<String> errors = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  private Registries() {}

  /** Each is a predicate, "what: mend". */
  public record Findings(List<String> errors, List<String> warnings) {}

  public static Findings check(String text) {
    Registries checked = new Registries();
    try {
      checked.root(new Yaml(new SafeConstructor(new LoaderOptions())).load(text));
    } catch (MarkedYAMLException e) {
      String at =
          e.getProblemMark() == null ? "" : " (line " + (e.getProblemMark().getLine() + 1) + ")";
      checked.errors.add("does not parse as YAML" + at + ": mend it");
    } catch (YAMLException e) {
      checked.errors.add("does not parse as YAML: mend it");
    }
    return new Findings(List.copyOf(checked.errors), List.copyOf(checked.warnings));
  }

  private void root(@Nullable Object root) {
    for (Map.Entry<?, ?> part : map("", root).entrySet()) {
      String name = String.valueOf(part.getKey());
      if (KNOWN.containsKey(name) && !name.isEmpty()) {
        map(name, part.getValue())
            .forEach((registry, value) -> registry(name, String.valueOf(registry), value));
      }
    }
  }

  private void registry(String part, String registry, @Nullable Object value) {
    String path = part + "." + registry;
    Map<?, ?> found = map(path, value);
    if (part.equals("mirrors") && found.get("endpoint") != null) {
      endpoints(path + ".endpoint", found.get("endpoint"));
    }
    if (part.equals("auths") || found.containsKey("auth")) {
      warnings.add(
          "has a password in "
              + path
              + ", which whoever is root on a machine reads, a job too: take one that may only read");
    }
  }

  /**
   * A mapping of known keys; an empty one where it is none, which is said. Nothing at all is a
   * registry that K3s' own mirror may serve.
   */
  private Map<?, ?> map(String path, @Nullable Object value) {
    if (value == null && !path.isEmpty()) {
      return Map.of();
    }
    if (!(value instanceof Map<?, ?> map)) {
      errors.add(
          (path.isEmpty() ? "is" : "has " + path + ", which is")
              + " no mapping: write it as K3s' documentation of registries.yaml shows");
      return Map.of();
    }
    for (Object key : map.keySet()) {
      Set<String> known = knownAt(path);
      if (known != null && !known.contains(String.valueOf(key))) {
        errors.add(
            "has "
                + (path.isEmpty() ? key : path + "." + key)
                + ", which K3s does not know: write one of "
                + String.join(", ", new TreeSet<>(known)));
      }
    }
    return map;
  }

  /** Null where keys are the names of registries. */
  private static @Nullable Set<String> knownAt(String path) {
    if (path.isEmpty()) {
      return KNOWN.get("");
    }
    int dot = path.indexOf('.');
    return dot < 0 ? null : KNOWN.get(path.substring(0, dot));
  }

  private void endpoints(String path, @Nullable Object value) {
    boolean areAddresses =
        value instanceof List<?> list
            && list.stream().allMatch(one -> String.valueOf(one).matches("https?://[^\\s/]\\S*"));
    if (!areAddresses) {
      errors.add(
          "has "
              + path
              + ", which is no list of addresses: write each as https://mirror.example.com");
    }
  }
}
