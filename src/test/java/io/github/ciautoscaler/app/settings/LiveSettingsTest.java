package io.github.ciautoscaler.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A file that is replaced under a running process, as Kubernetes does with a mounted secret. */
@ExtendWith(OutputCaptureExtension.class)
class LiveSettingsTest {

  @TempDir Path directory;
  private Path token;
  private Path maxNodes;
  private Instant now = Instant.parse("2026-11-23T12:00:00Z");
  private LiveSettings settings;
  private SecretSource secret;

  @BeforeEach
  void mount() throws IOException {
    token = Files.writeString(directory.resolve("token"), "first\n");
    maxNodes = Files.writeString(directory.resolve("max"), "3");
    Configured configured =
        Configured.withWhatIsRequired()
            .without("HETZNER_API_TOKEN")
            .variable("HETZNER_API_TOKEN_FILE", token.toString())
            .variable("MAX_NODES_FILE", maxNodes.toString());
    GivenValues given = GivenValues.in(configured.environment());
    settings = new LiveSettings(given, SettingsLoader.interpret(given, false), () -> now);
    secret = settings.hetznerToken();
  }

  @Test
  void aChangedFileIsSeenAfterAFewSecondsAndNotBefore() throws IOException {
    Files.writeString(token, "second\n");
    now = now.plus(Duration.ofSeconds(4));
    assertThat(secret.current()).isEqualTo(new Secret("first"));

    now = now.plus(Duration.ofSeconds(1));
    assertThat(secret.current()).isEqualTo(new Secret("second"));
  }

  @Test
  void aRefusedCallerSeesItAtOnceAndLearnsWhetherToTryAgain() throws IOException {
    assertThat(secret.reload()).isFalse();

    Files.writeString(token, "second\n");
    assertThat(secret.reload()).isTrue();
    assertThat(secret.current()).isEqualTo(new Secret("second"));
  }

  @Test
  void anotherSecretsChangeIsNoReasonToTryAgain() throws IOException {
    Files.writeString(maxNodes, "4");

    assertThat(secret.reload()).isFalse();
    assertThat(settings.get().planSettings().maxNodes()).isEqualTo(4);
  }

  @Test
  void aFileThatVanishesOrEmptiesChangesNothingAndIsSaidOnce(CapturedOutput output)
      throws IOException {
    Files.delete(token);
    for (int pass = 0; pass < 5; pass++) {
      now = now.plus(Duration.ofSeconds(5));
      assertThat(secret.current()).isEqualTo(new Secret("first"));
    }
    assertThat(output.getAll().split("What was read last stays in use", -1)).hasSize(2);
    assertThat(output).contains("there is no such file");

    Files.writeString(token, "");
    assertThat(secret.reload()).isFalse();
    assertThat(secret.current()).isEqualTo(new Secret("first"));

    Files.writeString(token, "second");
    assertThat(secret.reload()).isTrue();
    assertThat(output).contains("HETZNER_API_TOKEN_FILE").doesNotContain("second", "first");
  }

  @Test
  void aWrongNumberInAFileChangesNothing() throws IOException {
    Files.writeString(maxNodes, "many");

    assertThat(settings.refresh()).isFalse();
    assertThat(settings.get().limits().maxNodes()).isEqualTo(3);
  }
}
