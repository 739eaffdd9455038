package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * docs/reasons.md is made from the catalogue of reasons. {@code mvn test -Dtest=ReasonsDocumentTest
 * -Ddocs.write=true} writes it anew.
 */
class ReasonsDocumentTest {

  private static final Path DOCUMENT = Path.of("docs/reasons.md");
  private static final Path MAIN = Path.of("src/main/java/io/github/ciautoscaler");
  private static final Pattern WARNING = Pattern.compile("[wW]arn(?:ing)?\\(\\s*\"([A-Z0-9_]+)\"");

  private static final String INTRODUCTION =
      """
      # Reasons

      <!-- Made from plan/Reason.java: do not edit. ReasonsDocumentTest says how to make it anew. -->

      Whatever is done, and whatever is not done, has one of these codes, in the log, the API, the metrics and the
      cluster's Events alike. The sentence beside a code has the names and numbers of the case;
      `/api/jobs/{id}/why`, `/api/machines/{name}/why` and `/api/pools/{name}/why` show which rules were asked.

      | Code | What it says | What changes it |
      |---|---|---|
      """;

  @Test
  void the_document_says_what_the_catalogue_says() throws IOException {
    String made =
        Stream.of(Reason.Code.values())
            .sorted(Comparator.comparing(Reason.Code::name))
            .map(code -> "| `%s` | %s | %s |\n".formatted(code, code.meaning(), code.change()))
            .collect(Collectors.joining("", INTRODUCTION, ""));
    if (Boolean.getBoolean("docs.write")) {
      Files.writeString(DOCUMENT, made);
    }

    assertThat(Files.readString(DOCUMENT)).isEqualTo(made);
  }

  @ParameterizedTest
  @EnumSource
  void every_code_has_two_short_sentences_and_is_used(Reason.Code code) throws IOException {
    assertThat(List.of(code.meaning(), code.change()))
        .allMatch(
            text -> text.matches("[A-Z/].*\\.") && text.length() < 120 && !text.contains("|"));
    assertThat(sources()).anyMatch(source -> source.matches("(?s).*\\b" + code + "\\b.*"));
  }

  @Test
  void every_warning_has_a_code_of_the_catalogue() throws IOException {
    List<String> codes =
        sources().flatMap(text -> WARNING.matcher(text).results()).map(it -> it.group(1)).toList();

    assertThat(codes).contains("NOT_K3S").hasSizeGreaterThan(5);
    assertThat(Stream.of(Reason.Code.values()).map(Reason.Code::name)).containsAll(codes);
  }

  /** Of everything but the catalogue itself. */
  private static Stream<String> sources() throws IOException {
    try (Stream<Path> files = Files.walk(MAIN)) {
      return files
          .filter(file -> file.toString().endsWith(".java") && !file.endsWith("plan/Reason.java"))
          .map(ReasonsDocumentTest::text)
          .toList()
          .stream();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(file.toString(), e);
    }
  }
}
