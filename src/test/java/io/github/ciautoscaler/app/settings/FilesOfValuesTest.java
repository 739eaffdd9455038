package io.github.ciautoscaler.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that stand in files of their own, as Secrets are mounted. */
class FilesOfValuesTest {

  @TempDir Path directory;

  @Test
  void aFileLosesOneNewlineAtItsEnd() throws IOException {
    Path file = Files.writeString(directory.resolve("token"), "from-file\r\n");

    Settings settings =
        Configured.withWhatIsRequired()
            .without("HETZNER_API_TOKEN")
            .variable("HCLOUD_TOKEN_FILE", file.toString())
            .settings();

    assertThat(settings.hetzner().token()).isEqualTo(new Secret("from-file"));
  }

  @Test
  void aFileAndAVariableThatDisagreeAreAProblem() throws IOException {
    Path file = Files.writeString(directory.resolve("token"), "from-file");

    assertThat(
            Configured.withWhatIsRequired()
                .variable("HETZNER_API_TOKEN_FILE", file.toString())
                .problems())
        .singleElement()
        .asString()
        .contains("HETZNER_API_TOKEN and HETZNER_API_TOKEN_FILE", "file " + file)
        .doesNotContain("from-file", "hetzner-secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HETZNER_API_TOKEN_FILE", "HCLOUD_TOKEN_FILE"})
  void aFileThatIsNotThereIsOneProblemNotTwo(String name) {
    assertThat(
            Configured.withWhatIsRequired()
                .without("HETZNER_API_TOKEN")
                .variable(name, directory.resolve("nothing").toString())
                .problems())
        .singleElement()
        .asString()
        .startsWith(name + " names the file '")
        .contains("but there is no such file", "(from environment variable " + name + ")");
  }

  @Test
  void aDirectoryIsNoFile() {
    assertThat(
            Configured.withWhatIsRequired()
                .variable("ADMIN_TOKEN_FILE", directory.toString())
                .problems())
        .singleElement()
        .asString()
        .contains("but it is a directory");
  }

  @Test
  void anEmptyFileIsAnEmptySecretAndNamesTheFile() throws IOException {
    Path file = Files.writeString(directory.resolve("token"), "\n");

    assertThat(
            Configured.withWhatIsRequired()
                .variable("ADMIN_TOKEN_FILE", file.toString())
                .problems())
        .singleElement()
        .asString()
        .startsWith("ADMIN_TOKEN_FILE is empty")
        .contains("file " + file);
  }
}
