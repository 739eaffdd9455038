package io.github.ciautoscaler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RecordedAnswersTest {

  @Test
  void everyRecordedAnswerIsShownToUsInSomeTest() throws IOException {
    String tests = sources();

    assertThat(recordings())
        .hasSizeGreaterThan(30)
        .allSatisfy(name -> assertThat(tests).contains("\"" + name + "\""));
  }

  private static List<String> recordings() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/kubernetes-1.36"))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static String sources() throws IOException {
    Path folder = Path.of("src/test/java/io/github/ciautoscaler/kubernetes");
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(RecordedAnswersTest::text).collect(Collectors.joining("\n"));
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
