package io.github.ciautoscaler.shipping;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The chart, rendered as a person would render it. */
final class Chart {

  static final Path ROOT = Path.of("k8s/chart");
  static final String NAME = "gitea-ci-autoscaler";

  private static final Path EXAMPLES = ROOT.resolve("examples");
  private static final String SOURCE = "# Source: " + NAME + "/templates/";

  private Chart() {}

  static List<Path> examples() {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path example(String name) {
    return EXAMPLES.resolve(name + ".yaml");
  }

  /** The objects made of an example, under the name and namespace of the documentation. */
  static List<Map<String, Object>> of(Path values) {
    return objects(render(ROOT, List.of(values), Map.of()));
  }

  static String render(Path chart, List<Path> values, Map<String, ?> set) {
    return new Helm(chart).template(NAME, NAME, values, set);
  }

  /** The documents of a rendered chart, without empty ones. */
  static List<Map<String, Object>> objects(String rendered) {
    return Manifests.documents(rendered).stream().filter(each -> each != null).toList();
  }

  /** The text of each template's documents, in the order in which Helm would apply them. */
  static Map<String, String> byTemplate(String rendered) {
    return Stream.of(rendered.split("(?m)^---\n"))
        .filter(document -> document.startsWith(SOURCE))
        .collect(
            Collectors.groupingBy(
                document -> document.substring(SOURCE.length(), document.indexOf('\n')),
                LinkedHashMap::new,
                Collectors.mapping(
                    document -> document.substring(document.indexOf('\n') + 1).strip() + "\n",
                    Collectors.joining("---\n"))));
  }

  static Map<?, ?> at(Map<?, ?> object, String... path) {
    Map<?, ?> found = object;
    for (String key : path) {
      found = found.get(key) instanceof Map<?, ?> deeper ? deeper : Map.of();
    }
    return found;
  }

  static String name(Map<?, ?> object) {
    return String.valueOf(at(object, "metadata").get("name"));
  }

  static List<Map<String, Object>> ofKind(String kind, List<Map<String, Object>> objects) {
    return objects.stream().filter(each -> kind.equals(each.get("kind"))).toList();
  }
}
