package io.github.ciautoscaler.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.settings.SandboxScenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is set in the sandbox, and what holds there without being set. */
class SandboxSettingsTest {

  @Test
  void inTheSandboxNothingIsRequiredAndNothingReal() {
    Configured sandbox = Configured.withNothing().profile("sandbox");

    Settings settings = sandbox.settings();

    assertThat(settings.hetzner().endpoint().getHost()).isEqualTo("127.0.0.1");
    assertThat(settings.forge().url().getHost()).isEqualTo("127.0.0.1");
    assertThat(settings.sandbox())
        .isEqualTo(
            new Settings.Sandbox(
                true, 60, new Settings.Sandbox.Shown(SandboxScenario.STANDARD, 1, "1.26.3"), null));
    assertThat(SettingsLoader.credentialsIn(sandbox.environment())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "gitea-28, 28.0.0",
    "gitea-1.27, 1.27.0",
    "gitea-28.1.0, 28.1.0",
    "forgejo-11, 11.0.15+gitea-1.22.0",
    "forgejo-15, 15.0.9+gitea-1.22.0",
    "forgejo-16.0.2, 16.0.2+gitea-1.22.0"
  })
  void aSandboxsForgeIsNamedByItsVersion(String word, String version) {
    Configured sandbox =
        Configured.withNothing().profile("sandbox").variable("SANDBOX_FORGE", word);

    assertThat(sandbox.settings().sandbox().shown().forgeVersion()).isEqualTo(version);
  }

  @Test
  void whatTheSandboxSuppliesHolds() {
    Settings settings =
        Configured.withNothing()
            .profile("sandbox")
            .systemProperty("autoscaler.hcloud-endpoint", "http://127.0.0.1:9999/v1")
            .variable("SANDBOX_AUTOSCALER", "off")
            .variable("SANDBOX_SPEED", "0.5")
            .settings();

    assertThat(settings.hetzner().endpoint()).hasToString("http://127.0.0.1:9999/v1");
    assertThat(settings.sandbox().autoscaler()).isFalse();
    assertThat(settings.sandbox().speed()).isEqualTo(0.5);
  }

  @Test
  void realCredentialsAreSeenWithoutTheirValues() {
    assertThat(
            SettingsLoader.credentialsIn(
                Configured.withNothing().variable("HCLOUD_TOKEN", "real").environment()))
        .containsExactly("HCLOUD_TOKEN (from environment variable HCLOUD_TOKEN)");
  }

  @Test
  void theReadmeListsEveryScenarioWithItsMeaning() throws IOException {
    String rows =
        Stream.of(SandboxScenario.values())
            .map(one -> "| `" + one.word() + "` | " + one.meaning() + " |\n")
            .collect(Collectors.joining());

    assertThat(Files.readString(Path.of("README.md")))
        .contains("| scenario | what it shows |\n|---|---|\n" + rows + "\n");
  }

  @Test
  void anUnknownScenarioIsRefusedWithThoseThatThereAre() {
    assertThat(
            Configured.withNothing()
                .profile("sandbox")
                .variable("SANDBOX_SCENARIO", "two pools")
                .read()
                .problems())
        .singleElement()
        .satisfies(it -> {
          assertThat(it.what()).startsWith("SANDBOX_SCENARIO is 'two pools'");
          assertThat(it.mend()).contains("standard, quiet, two-pools,");
        });
  }
}
