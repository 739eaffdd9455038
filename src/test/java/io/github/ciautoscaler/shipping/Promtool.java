package io.github.ciautoscaler.shipping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * Debian's promtool. Where continuous integration installed nothing, that is a failure; on a
 * person's machine the test is skipped and says why.
 */
final class Promtool {

  private static final Path BINARY = Path.of("/usr/bin/promtool");

  private Promtool() {}

  /** What it prints; fails where it does not end with 0. */
  static String run(Path input, String... arguments) throws IOException, InterruptedException {
    if (!Files.isExecutable(BINARY)) {
      if ("true".equals(System.getenv("CI"))) {
        throw new AssertionError(BINARY + " is missing although CI=true; .ci/run installs it");
      }
      Assumptions.abort("needs " + BINARY + "; apt-get install prometheus lets this test run");
    }
    List<String> command = new ArrayList<>(List.of(BINARY.toString()));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile("promtool", ".txt");
    try {
      int code =
          new ProcessBuilder(command)
              .redirectInput(input.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start()
              .waitFor();
      if (code != 0) {
        throw new AssertionError(command + " ended with " + code + "\n" + Files.readString(output));
      }
      return Files.readString(output);
    } finally {
      Files.delete(output);
    }
  }
}
