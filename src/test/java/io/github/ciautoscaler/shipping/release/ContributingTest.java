package io.github.ciautoscaler.shipping.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What contributors are told is so. */
class ContributingTest {

  private static final Path CONTRIBUTING = Path.of("CONTRIBUTING.md");
  private static final Path MAIN = Path.of("src/main/java/io/github/ciautoscaler");
  private static final Path TEST = Path.of("src/test/java/io/github/ciautoscaler");
  private static final Pattern QUOTED_FILE = Pattern.compile("`([\\w./-]+/[\\w.-]+\\.\\w+)`");
  private static final Pattern ROOM = Pattern.compile("(?m)^\\| `(\\w+)` \\|");
  private static final Pattern TEST_CLASS = Pattern.compile("-Dtest='?(\\w+)");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");

  @Test
  void the_map_shows_every_room() throws IOException {
    Set<String> rooms;
    try (Stream<Path> found = Files.list(MAIN)) {
      rooms =
          found
              .map(room -> room.getFileName().toString())
              .collect(Collectors.toCollection(TreeSet::new));
    }

    assertThat(all(ROOM, CONTRIBUTING)).isEqualTo(rooms);
  }

  @Test
  void every_file_of_every_recipe_exists() throws IOException {
    Set<String> files = all(QUOTED_FILE, CONTRIBUTING);

    assertThat(files).hasSizeGreaterThan(35);
    assertThat(files)
        .allSatisfy(file ->
            assertThat(List.of(Path.of(file), MAIN.resolve(file), TEST.resolve(file)))
                .as(file)
                .anyMatch(Files::exists));
  }

  @Test
  void every_test_that_is_to_be_run_exists() throws IOException {
    Set<String> tests = all(TEST_CLASS, CONTRIBUTING);
    Set<String> classes;
    try (Stream<Path> files = Files.walk(TEST)) {
      classes =
          files
              .map(file -> file.getFileName().toString().replaceFirst("\\.java$", ""))
              .collect(Collectors.toSet());
    }

    assertThat(tests).isNotEmpty();
    assertThat(classes).containsAll(tests);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CONTRIBUTING.md",
        "SECURITY.md",
        "docs/releasing.md",
        "docs/metrics.md",
        "k8s/chart/README.md"
      })
  void every_link_leads_to_a_file(String document) throws IOException {
    Path file = Path.of(document);

    assertThat(all(LINK, file))
        .isNotEmpty()
        .allSatisfy(link -> assertThat(file.resolveSibling(link).normalize()).exists());
  }

  private static Set<String> all(Pattern pattern, Path file) throws IOException {
    Set<String> found = new TreeSet<>();
    Matcher matcher = pattern.matcher(Files.readString(file));
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }
}
