package io.github.ciautoscaler.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds docs/cases: every row names tests that exist and run. */
class CasesTest {

  private static final Pattern NAMED_TEST = Pattern.compile("\\b([A-Z]\\w+)#(\\w+)");

  private static final Set<String> TESTS = tests();

  static Stream<Path> tables() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("docs/cases"))) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("tables")
  void everyRowNamesATestThatExists(Path table) throws IOException {
    List<String> wrong = new ArrayList<>();
    int rows = 0;
    for (String line : Files.readAllLines(table)) {
      if (!isRow(line)) {
        continue;
      }
      rows++;
      Set<String> named = named(line);
      if (named.isEmpty()) {
        wrong.add("names no test: " + line);
      }
      named.stream().filter(test -> !TESTS.contains(test)).forEach(test -> wrong.add("no " + test));
    }

    assertThat(wrong).isEmpty();
    assertThat(rows).as("rows of %s", table).isPositive();
  }

  @Test
  void aTestThatDoesNotExistWouldBeNoticed() {
    assertThat(TESTS)
        .doesNotContain("CasesTest#noSuchTest")
        .contains("CasesTest#everyRowNamesATestThatExists");
  }

  private static boolean isRow(String line) {
    return line.startsWith("|") && !line.contains("---") && !line.startsWith("| case");
  }

  private static Set<String> named(String line) {
    Set<String> named = new HashSet<>();
    Matcher matcher = NAMED_TEST.matcher(line);
    while (matcher.find()) {
      named.add(matcher.group(1) + "#" + matcher.group(2));
    }
    return named;
  }

  private static Set<String> tests() {
    Set<String> tests = new HashSet<>();
    for (JavaClass owner :
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
            .importPackages("io.github.ciautoscaler")) {
      for (JavaMethod method : owner.getMethods()) {
        if (method.isAnnotatedWith(Test.class) || method.isAnnotatedWith(ParameterizedTest.class)) {
          tests.add(owner.getSimpleName() + "#" + method.getName());
        }
      }
    }
    return tests;
  }
}
