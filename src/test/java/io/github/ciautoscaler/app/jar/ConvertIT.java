package io.github.ciautoscaler.app.jar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar converts without any environment: it starts nothing and ends at once. */
class ConvertIT {

  private static final Path JAR = Path.of(System.getProperty("packaged.jar", "not packaged"));
  private static final Path PAGES = Path.of("docs/migrate").toAbsolutePath();

  /** Only to notice one that hangs or serves: a second is usual. */
  private static final int LIMIT_SECONDS = 20;

  @TempDir Path directory;

  private int run(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx64m", "-jar", JAR.toString(), "convert"));
    command.addAll(List.of(words));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(directory.resolve("out").toFile())
            .redirectError(directory.resolve("err").toFile());
    builder.environment().clear();
    Process process = builder.start();
    try {
      assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as("it ends").isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  private String file(String name) throws IOException {
    return Files.readString(directory.resolve(name));
  }

  @Test
  void the_pages_file_is_printed_and_nothing_else() throws Exception {
    assertThat(run("fleeting", PAGES.resolve("gitlab-config.toml").toString())).isZero();

    assertThat(file("err")).isEmpty();
    assertThat(file("out")).isEqualTo(Files.readString(PAGES.resolve("gitlab-pools.yaml")));
  }

  @Test
  void a_wrong_word_ends_with_2_and_says_how_to_mend_it() throws Exception {
    assertThat(run("cluster-autoscaler", "--nodes", "10:CPX22:FSN1")).isEqualTo(2);

    assertThat(file("out")).isEmpty();
    assertThat(file("err")).contains("MIN:MAX:TYPE:LOCATION:NAME", "as in --nodes 0:10");
  }
}
