package io.github.ciautoscaler.shipping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Helm shows and runs after an installation. It renders neither for a look, so a copy of the
 * chart is looked at in which the hook is none and NOTES.txt is a ConfigMap.
 */
class ChartReleaseTest {

  private static final String NOTES_AS_OBJECT =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: notes}
      data:
        notes: {{ include "notes" . | quote }}
      """;

  @TempDir private Path copy;

  static List<Path> examples() {
    return Chart.examples();
  }

  @BeforeEach
  void copyTheChart() throws IOException {
    try (Stream<Path> files = Files.walk(Chart.ROOT)) {
      for (Path file : files.toList()) {
        Path target = copy.resolve(Chart.ROOT.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          String text = Files.readString(file);
          Files.writeString(target, text.replace("helm.sh/hook: test", "was-a: hook"));
        }
      }
    }
    Path notes = copy.resolve("templates/NOTES.txt");
    Files.writeString(
        copy.resolve("templates/_notes.tpl"),
        "{{- define \"notes\" -}}\n" + Files.readString(notes) + "{{- end }}\n");
    Files.writeString(copy.resolve("templates/notes.yaml"), NOTES_AS_OBJECT);
    Files.delete(notes);
  }

  @Test
  void the_test_asks_the_service_that_was_made() {
    Map<String, Object> pod = test(Chart.example("extras"), Map.of("service.port", 81));

    Manifests.strict(pod);
    String script = String.valueOf(pod);
    assertThat(script).contains("/dev/tcp/ci-autoscaler/81");
    assertThat(Chart.at(pod, "metadata", "annotations").get("was-a")).isEqualTo("hook");
  }

  /** A network that lets in nobody but Prometheus lets in the test. */
  @Test
  void the_test_gets_through_a_closed_network() {
    Path closed = Chart.example("closed-network");
    Map<?, ?> labels = Chart.at(test(closed, Map.of()), "metadata", "labels");
    Map<String, Object> policy = Chart.ofKind("NetworkPolicy", Chart.of(closed)).getFirst();

    assertThat(Chart.at(policy, "spec").toString())
        .contains("{podSelector={matchLabels=" + labels + "}}");
  }

  @ParameterizedTest
  @MethodSource("examples")
  void the_notes_name_the_next_commands_and_the_secret_that_is_missing(Path example)
      throws IOException, InterruptedException {
    String notes =
        Chart.ofKind("ConfigMap", objects(example, Map.of())).stream()
            .filter(map -> Chart.name(map).equals("notes"))
            .map(map -> String.valueOf(Chart.at(map, "data").get("notes")))
            .findFirst()
            .orElseThrow();

    assertThat(notes).contains("helm -n gitea-ci-autoscaler test gitea-ci-autoscaler");
    assertThat(notes.contains("create secret generic"))
        .isEqualTo(!example.endsWith("sandbox.yaml"));
    assertShell(notes.replaceAll("(?m)^ {2}(?=[a-z])", "    "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "k8s/chart/README.md",
        "docs/releasing.md",
        "docs/alerts.md",
        "CONTRIBUTING.md",
      })
  void every_command_of_a_document_is_one_for_a_shell(String document)
      throws IOException, InterruptedException {
    assertShell(Files.readString(Path.of(document)));
  }

  /** Of what is indented by four, which in all documents are commands. */
  private void assertShell(String text) throws IOException, InterruptedException {
    String commands =
        text.lines().filter(line -> line.startsWith("    ")).collect(Collectors.joining("\n"));
    assertThat(commands).isNotBlank();
    Path script = Files.writeString(copy.resolve("commands.sh"), commands);

    assertThat(new ProcessBuilder("bash", "-n", script.toString()).inheritIO().start().waitFor())
        .as(commands)
        .isZero();
  }

  private Map<String, Object> test(Path values, Map<String, ?> set) {
    return Chart.ofKind("Pod", objects(values, set)).getFirst();
  }

  private List<Map<String, Object>> objects(Path values, Map<String, ?> set) {
    return Chart.objects(Chart.render(copy, List.of(values), set));
  }
}
