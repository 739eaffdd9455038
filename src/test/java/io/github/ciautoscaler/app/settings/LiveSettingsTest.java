package io.github.ciautoscaler.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
    settings = LiveSettings.in(configured.environment(), () -> now);
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
    assertThat(output.getAll().split("read last stays in use", -1)).hasSize(2);
    assertThat(output).contains("there is no such file");

    Files.writeString(token, "");
    assertThat(secret.reload()).isFalse();
    assertThat(secret.current()).isEqualTo(new Secret("first"));

    Files.writeString(token, "second");
    assertThat(secret.reload()).isTrue();
    assertThat(output).contains("HETZNER_API_TOKEN_FILE").doesNotContain("second", "first");
  }

  @Test
  void aWrongNumberInAFileChangesNothingAndIsSaidOnceWithItsMend(CapturedOutput output)
      throws IOException {
    Files.writeString(maxNodes, "many");
    for (int pass = 0; pass < 5; pass++) {
      assertThat(settings.refresh()).isFalse();
    }

    assertThat(settings.get().limits().maxNodes()).isEqualTo(3);
    assertThat(output.getAll().split("MAX_NODES_FILE is 'many'", -1)).hasSize(2);
    assertThat(output).contains("WARN", maxNodes.toString(), "Write digits only");
  }

  @Test
  void aWrongNumberDoesNotKeepANewTokenFromBeingUsed() throws IOException {
    Files.writeString(maxNodes, "many");
    Files.writeString(token, "second\n");

    assertThat(secret.reload()).isTrue();
    assertThat(settings.get().limits().maxNodes()).isEqualTo(3);
  }

  @Test
  void aMendedFileIsTaken(CapturedOutput output) throws IOException {
    Files.writeString(maxNodes, "many");
    settings.refresh();
    Files.writeString(maxNodes, "0");

    assertThat(settings.refresh()).isTrue();
    assertThat(settings.get().limits().maxNodes()).isZero();
    assertThat(output)
        .contains("MAX_NODES_FILE is now '0'", "MAX_NODES_FILE is 0: nothing is launched");
  }

  @Test
  void aFileThatIsEmptiedDoesNotMeanTheDefault(CapturedOutput output) throws IOException {
    Path type = Files.writeString(directory.resolve("type"), "cx22");
    settings = with("HETZNER_SERVER_TYPE_FILE", type);
    Files.writeString(type, "");

    assertThat(settings.refresh()).isFalse();
    assertThat(settings.get().machines().offerings().getFirst().serverType()).isEqualTo("cx22");
    assertThat(output).contains("HETZNER_SERVER_TYPE_FILE names the file", "it is empty now");
  }

  @Test
  void anAddressIsHeldUntilTheNextStartAndThatIsSaidOnce(CapturedOutput output) throws IOException {
    Path url = Files.writeString(directory.resolve("url"), "https://one.example.com");
    settings = with("HCLOUD_ENDPOINT_FILE", url);
    Files.writeString(url, "https://two.example.com");

    assertThat(settings.refresh()).isFalse();
    assertThat(settings.refresh()).isFalse();
    assertThat(settings.get().hetzner().endpoint()).hasHost("one.example.com");
    assertThat(output.getAll().split("holds from the next start", -1)).hasSize(2);
    assertThat(output).contains("HCLOUD_ENDPOINT_FILE is now https://two.example.com");
  }

  @Test
  void whoFollowsIsToldOfEachChange() throws IOException {
    List<Integer> heard = new ArrayList<>();
    settings.onChange(now -> heard.add(now.limits().maxNodes()));

    settings.refresh();
    Files.writeString(maxNodes, "4");
    settings.refresh();

    assertThat(heard).containsExactly(4);
  }

  private LiveSettings with(String name, Path file) {
    return LiveSettings.in(
        Configured.withWhatIsRequired().variable(name, file.toString()).environment(), () -> now);
  }
}
