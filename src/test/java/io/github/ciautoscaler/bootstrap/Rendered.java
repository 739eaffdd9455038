package io.github.ciautoscaler.bootstrap;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.yaml.snakeyaml.Yaml;

/** A cloud-config read back as cloud-init reads it. */
record Rendered(Map<String, File> files, List<List<String>> commands) {

  record File(String permissions, String content) {}

  @SuppressWarnings("unchecked")
  static Rendered of(String text) {
    Map<String, Object> root = new Yaml().load(text);
    Map<String, File> files = new LinkedHashMap<>();
    for (Map<String, String> file :
        (List<Map<String, String>>) Objects.requireNonNull(root.get("write_files"))) {
      files.put(
          Objects.requireNonNull(file.get("path")),
          new File(
              Objects.requireNonNull(file.get("permissions")),
              Objects.requireNonNull(file.get("content"))));
    }
    return new Rendered(files, (List<List<String>>) Objects.requireNonNull(root.get("runcmd")));
  }

  String content(String path) {
    return Objects.requireNonNull(files.get(path), path).content();
  }
}
