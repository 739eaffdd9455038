package io.github.ciautoscaler.simulator;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * A machine config as Talos reads it, from the old document and from those that replace its parts.
 *
 * @param hostName null where the platform's is used
 * @param isComplete whether a worker joins with it: any cluster token is taken for this cluster's
 */
record TalosMachine(Map<String, String> labels, @Nullable String hostName, boolean isComplete) {

  /** Null where it is none, or one that Talos refuses. */
  static @Nullable TalosMachine read(String text) {
    if (text.startsWith("#") || !text.contains("machine:")) {
      return null;
    }
    try {
      Map<String, Map<?, ?>> documents = new LinkedHashMap<>();
      for (Object document : new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(text)) {
        if (document instanceof Map<?, ?> map) {
          documents.put(map.containsKey("kind") ? String.valueOf(map.get("kind")) : "", map);
        }
      }
      return documents.containsKey("") ? of(documents) : null;
    } catch (YAMLException e) {
      return null;
    }
  }

  private static @Nullable TalosMachine of(Map<String, Map<?, ?>> documents) {
    Map<?, ?> main = documents.get("");
    Object inMain = at(main, "machine", "network", "hostname");
    Object inOwn = at(documents.get("HostnameConfig"), "hostname");
    if (inMain != null && documents.containsKey("HostnameConfig")) {
      return null; // "static hostname is already set in v1alpha1 config"
    }
    Map<String, String> labels = new TreeMap<>();
    add(at(main, "machine", "nodeLabels"), labels);
    add(at(documents.get("KubeNodeConfig"), "labels"), labels);
    Object name = inOwn == null ? inMain : inOwn;
    boolean isComplete =
        "worker".equals(at(main, "machine", "type"))
            && at(main, "machine", "token") != null
            && at(main, "cluster", "token") != null;
    return new TalosMachine(labels, name == null ? null : name.toString(), isComplete);
  }

  private static void add(@Nullable Object labels, Map<String, String> all) {
    if (labels instanceof Map<?, ?> map) {
      map.forEach((key, value) -> all.put(String.valueOf(key), String.valueOf(value)));
    }
  }

  private static @Nullable Object at(@Nullable Object document, String... path) {
    Object found = document;
    for (String key : path) {
      found = found instanceof Map<?, ?> map ? map.get(key) : null;
    }
    return found;
  }
}
