package io.github.ciautoscaler.shipping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The files that {@code kubectl apply -k} takes are made from the chart: {@code mvn test
 * -Dtest=KustomizationTest -Dmanifests.write=true} writes them anew.
 */
class KustomizationTest {

  @Test
  void the_kustomization_is_the_charts_output() throws IOException {
    Map<String, String> made = new TreeMap<>();
    Chart.byTemplate(Chart.render(Chart.ROOT, List.of(Chart.example("base")), Map.of()))
        .forEach((name, text) -> made.put(file(name), header(name) + text));
    if (Boolean.getBoolean("manifests.write")) {
      for (Map.Entry<String, String> file : made.entrySet()) {
        Files.writeString(Path.of(file.getKey()), file.getValue());
      }
    }

    assertThat(written()).containsExactlyEntriesOf(made);
  }

  private static String header(String template) {
    return "# Made from the chart's templates/%s with the values of examples/base.yaml.\n"
        .formatted(template);
  }

  private static String file(String template) {
    return template.startsWith("runner/") ? "k8s/" + template : "k8s/autoscaler/" + template;
  }

  private static Map<String, String> written() throws IOException {
    Map<String, String> files = new TreeMap<>();
    for (String directory : List.of("k8s/autoscaler", "k8s/runner")) {
      try (Stream<Path> paths = Files.list(Path.of(directory))) {
        paths
            .filter(Predicate.not(path -> path.endsWith(Manifests.KUSTOMIZATION)))
            .forEach(path -> files.put(path.toString(), Manifests.read(path)));
      }
    }
    return files;
  }
}
