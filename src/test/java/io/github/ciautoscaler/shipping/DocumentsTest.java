package io.github.ciautoscaler.shipping;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.plan.Reason;
import io.github.ciautoscaler.settings.AllSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What README and the documents name exists: files, addresses, settings, codes, tests. */
class DocumentsTest {

  private static final int MOST_LINES_OF_README = 250;
  private static final Path README = Path.of("README.md");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");
  private static final Pattern CURL =
      Pattern.compile("localhost:8080(/(?:[\\w/.-]|\\$\\{[^}]*})*)");
  private static final Pattern KUSTOMIZED = Pattern.compile("-k (k8s[\\w/]*)");
  private static final Pattern TEST = Pattern.compile("-Dtest='?([A-Z][\\w,]+)(?![*\\w])");
  private static final Pattern CAPITALS =
      Pattern.compile("`([A-Z]+(?:_[A-Z0-9]+)+)(?:[:=][^`]*)?`");

  /** In capitals, and neither a setting nor a reason. */
  private static final Set<String> OTHERS = Set.of("X_FILE", "JAVA_HOME", "SSL_CERT_FILE");

  @Test
  void the_readme_is_short() throws IOException {
    assertThat(Files.readAllLines(README)).hasSizeLessThanOrEqualTo(MOST_LINES_OF_README);
  }

  @Test
  void every_link_leads_somewhere() throws IOException {
    for (Path document : documents()) {
      for (String link : all(LINK, document)) {
        assertThat(document.resolveSibling(link)).as("in " + document).exists();
      }
    }
  }

  @Test
  void every_address_is_in_the_openapi_document() throws IOException {
    var paths =
        JsonMapper.shared().readTree(Files.readString(openApi())).get("paths").propertyNames();
    List<Pattern> served =
        paths.stream().map(path -> Pattern.compile(path.replaceAll("\\{\\w+}", "[^/]+"))).toList();
    for (Path document : documents()) {
      for (String address : all(CURL, document)) {
        if (address.startsWith("/api/")) {
          String one = address.replaceAll("\\$\\{[^}]*}", "name");
          assertThat(served)
              .as(one + " in " + document)
              .anyMatch(path -> path.matcher(one).matches());
        }
      }
    }
  }

  @Test
  void everything_that_is_to_be_applied_exists() throws IOException {
    for (Path document : documents()) {
      for (String directory : all(KUSTOMIZED, document)) {
        assertThat(Path.of(directory, "kustomization.yaml")).as("in " + document).exists();
      }
    }
  }

  @Test
  void every_test_that_is_to_be_run_exists() throws IOException {
    Set<String> classes = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      files.forEach(file -> classes.add(file.getFileName().toString().replace(".java", "")));
    }
    for (Path document : documents()) {
      for (String tests : all(TEST, document)) {
        assertThat(classes).as("in " + document).contains(tests.split(","));
      }
    }
  }

  @Test
  void every_setting_and_every_reason_of_the_readme_exists() throws IOException {
    Set<String> known = new TreeSet<>(OTHERS);
    AllSettings.SCHEMA.settings().forEach(setting -> known.add(setting.name()));
    for (Reason.Code code : Reason.Code.values()) {
      known.add(code.name());
    }
    assertThat(known).containsAll(all(CAPITALS, README));
  }

  /** They are made by {@code convert}, and loaded, by tests. */
  @ParameterizedTest
  @CsvSource({
    "gitlab.md, gitlab-config.toml",
    "gitlab.md, gitlab-pools.yaml",
    "talos.md, talos.env",
    "talos.md, talos-pools.yaml"
  })
  void the_pages_of_migrations_quote_their_files_word_for_word(String page, String file)
      throws IOException {
    Path pages = Path.of("docs/migrate");
    assertThat(Files.readString(pages.resolve(page)))
        .contains("\n" + Files.readString(pages.resolve(file)) + "```\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gitlab", "talos"})
  void the_files_of_migrations_are_those_that_the_sandbox_plays(String guide) {
    assertThat(Path.of("src/main/resources/scenarios", guide + ".yaml"))
        .hasSameBinaryContentAs(Path.of("docs/migrate", guide + "-pools.yaml"));
  }

  private static Path openApi() {
    return Path.of("src/main/resources/api/openapi.json");
  }

  private static List<Path> documents() throws IOException {
    List<Path> documents = new ArrayList<>(List.of(README, Path.of("CHANGELOG.md")));
    try (Stream<Path> all = Files.walk(Path.of("docs"))) {
      all.filter(path -> path.toString().endsWith(".md")).forEach(documents::add);
    }
    return documents;
  }

  private static Set<String> all(Pattern pattern, Path document) throws IOException {
    return pattern
        .matcher(Files.readString(document))
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
