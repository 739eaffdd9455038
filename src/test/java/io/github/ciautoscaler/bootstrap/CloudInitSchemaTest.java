package io.github.ciautoscaler.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Debian's {@code cloud-init schema} says about every cloud-config of ours. One process reads
 * all of them. Where continuous integration installed nothing, that is a failure; on a person's
 * machine the test is skipped and says why.
 */
class CloudInitSchemaTest {

  private static final Path BINARY = Path.of("/usr/bin/cloud-init");
  private static final Path GOLDEN = Path.of("src/test/resources/bootstrap");

  /** The command's own entry, once for each file: its start takes longer than its work. */
  private static final String EACH =
      """
      import sys
      from cloudinit.cmd.main import main
      for path in sys.argv[1:]:
          try:
              code = main(["cloud-init", "schema", "--config-file", path])
          except SystemExit as end:
              code = end.code
          sys.stdout.flush()
          sys.stderr.flush()
          print("ended with", code or 0, path, flush=True)
      """;

  @Test
  void every_cloud_config_of_ours_is_valid() throws Exception {
    List<Path> files = cloudConfigs();
    assertThat(files).hasSizeGreaterThan(5);

    String said = schema(files);

    assertThat(said).doesNotContainIgnoringCase("deprecat");
    assertThat(said.lines().filter(line -> line.startsWith("ended with")))
        .as(said)
        .containsExactlyElementsOf(files.stream().map(file -> "ended with 0 " + file).toList());
  }

  @Test
  void what_is_wrong_is_seen(@TempDir Path dir) throws Exception {
    Path wrong = Files.writeString(dir.resolve("a"), "#cloud-config\nswap: {size: [4]}\n");

    assertThat(schema(List.of(wrong))).contains("swap.size", "ended with 1");
  }

  private static List<Path> cloudConfigs() throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> all = Files.walk(GOLDEN)) {
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        if (Files.readString(file).startsWith("#cloud-config\n")) {
          found.add(file);
        }
      }
    }
    return found;
  }

  private static String schema(List<Path> files) throws IOException, InterruptedException {
    if (!Files.isExecutable(BINARY)) {
      if ("true".equals(System.getenv("CI"))) {
        throw new AssertionError(BINARY + " is missing although CI=true; .ci/run installs it");
      }
      Assumptions.abort("needs " + BINARY + "; apt-get install cloud-init lets this test run");
    }
    List<String> command = new ArrayList<>(List.of("/usr/bin/python3", "-c", EACH));
    files.forEach(file -> command.add(file.toString()));
    Path output = Files.createTempFile("cloud-init", ".txt");
    try {
      new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(output.toFile())
          .start()
          .waitFor();
      return Files.readString(output);
    } finally {
      Files.delete(output);
    }
  }
}
