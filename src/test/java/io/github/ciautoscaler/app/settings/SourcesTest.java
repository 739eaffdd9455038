package io.github.ciautoscaler.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Image;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.settings.AllSettings;
import io.github.ciautoscaler.settings.Given;
import io.github.ciautoscaler.settings.Problem;
import io.github.ciautoscaler.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Where values may come from, and which one holds. */
class SourcesTest {

  @TempDir Path directory;

  @ParameterizedTest
  @MethodSource("all")
  void everyVariableIsFoundUnderEachOfItsNames(Setting<?> variable) throws IOException {
    for (String name : variable.variables()) {
      Path file = Files.writeString(directory.resolve(name), "x\n");
      String key = key(name);
      assertThat(
              SpringSource.tree(Configured.withNothing().variable(name, "x").environment())
                  .of(variable))
          .extracting(Given::value, given -> given.origin().place())
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple("x", "environment variable " + name));
      assertThat(
              SpringSource.tree(
                      Configured.withNothing()
                          .variable(name + "_FILE", file.toString())
                          .environment())
                  .of(variable))
          .extracting(Given::value)
          .containsExactly("x");
      assertThat(
              SpringSource.tree(Configured.withNothing().argument("--" + key + "=x").environment())
                  .of(variable))
          .extracting(given -> given.origin().place())
          .containsExactly("command line argument --" + key);
      assertThat(
              SpringSource.tree(
                      Configured.withNothing().yaml("/config/a.yml", key + ": x").environment())
                  .of(variable))
          .extracting(given -> given.origin().place())
          .containsExactly("/config/a.yml:1");
      assertThat(
              SpringSource.tree(Configured.withNothing().systemProperty(key, "x").environment())
                  .of(variable))
          .extracting(given -> given.origin().place())
          .containsExactly("system property " + key);
    }
  }

  static Stream<Setting<?>> all() {
    return AllSettings.SCHEMA.settings().stream();
  }

  private static String key(String variable) {
    String dashed = variable.toLowerCase(Locale.ROOT).replace('_', '-');
    return "autoscaler." + dashed.replaceFirst("^autoscaler-", "");
  }

  @Test
  void yamlMayWriteListsAndSpellKeysAsSpringBootAllows() {
    Settings settings =
        Configured.withWhatIsRequired()
            .yaml(
                "/config/application.yml",
                """
                autoscaler:
                  hetznerServerType: [cx32, cx42]
                  hetzner-location:
                    - fsn1
                  max_nodes: 9
                """)
            .settings();

    assertThat(settings.machines().offerings())
        .containsExactly(new Offering("cx32", "fsn1"), new Offering("cx42", "fsn1"));
    assertThat(settings.limits().maxNodes()).isEqualTo(9);
  }

  @Test
  void aYamlListMayStandUnderAVariablesOwnName() {
    Settings settings =
        Configured.withWhatIsRequired()
            .yaml("/config/application.yml", "HETZNER_LOCATION: [fsn1, hel1]")
            .settings();

    assertThat(settings.machines().offerings())
        .extracting(Offering::location)
        .containsExactly("fsn1", "hel1");
  }

  @Test
  void aPlaceholderThatLeadsBackToItselfIsAProblemWithItsLine() {
    assertThat(
            Configured.withWhatIsRequired()
                .without("CLUSTER_SECRET")
                .yaml("/config/application.yml", "CLUSTER_SECRET: ${CLUSTER_SECRET}")
                .problems())
        .containsExactly(
            "CLUSTER_SECRET has a placeholder that leads back to itself  (from"
                + " /config/application.yml:1)");
  }

  @Test
  void aListThatNobodyKnowsIsOneProblem() {
    assertThat(
            Configured.withWhatIsRequired()
                .yaml("/config/application.yml", "autoscaler:\n  hetzner-locations: [a, b]")
                .problems())
        .containsExactly(
            "autoscaler.hetzner-locations is no setting of ours  (from /config/application.yml:2)");
  }

  @Test
  void aListThatDisagreesIsToldWithItsLine() {
    assertThat(
            Configured.withWhatIsRequired()
                .variable("HETZNER_LOCATION", "nbg1")
                .yaml("/config/application.yml", "autoscaler:\n  hetzner-location:\n    - fsn1")
                .problems())
        .singleElement()
        .asString()
        .contains("HETZNER_LOCATION and autoscaler.hetzner-location give two different values")
        .endsWith("(from environment variable HETZNER_LOCATION, and /config/application.yml:3)");
  }

  @ParameterizedTest
  @CsvSource({
    "HETZNER_API_TOKEN, HCLOUD_TOKEN",
    "HETZNER_IMAGE, HCLOUD_IMAGE",
  })
  void anAliasMeansTheSame(String name, String alias) {
    Configured configured = Configured.withWhatIsRequired().without(name).variable(alias, "same");

    assertThat(configured.problems()).isEmpty();
    assertThat(configured.variable(name, "same").problems()).isEmpty();
    assertThat(configured.variable(name, "other").problems())
        .singleElement()
        .asString()
        .startsWith(name + " and " + alias + " give two different values for one thing")
        .contains("environment variable " + name + ", and environment variable " + alias);
  }

  @Test
  void theEnvironmentAndAFileThatDisagreeAreAProblemThatNamesBoth() {
    assertThat(
            Configured.withWhatIsRequired()
                .variable("MAX_NODES", "3")
                .yaml("/config/application.yml", "autoscaler:\n  max-nodes: 4\n")
                .problems())
        .containsExactly(
            "MAX_NODES and autoscaler.max-nodes give two different values for one thing: '3' and"
                + " '4'  (from environment variable MAX_NODES, and /config/application.yml:2)");
  }

  @Test
  void aCommandLineArgumentWinsOverAllOthers() {
    Settings settings =
        Configured.withWhatIsRequired()
            .variable("MAX_NODES", "3")
            .yaml("/config/application.yml", "autoscaler.max-nodes: 4")
            .argument("--autoscaler.max-nodes=5")
            .settings();

    assertThat(settings.limits().maxNodes()).isEqualTo(5);
  }

  @Test
  void aBareFlagOnTheCommandLineIsSet() {
    Settings settings = Configured.withWhatIsRequired().argument("--autoscaler.dry-run").settings();

    assertThat(settings.ownership().dryRun()).isTrue();
  }

  @Test
  void twoCommandLineArgumentsForOneThingStillDisagree() {
    assertThat(
            Configured.withWhatIsRequired()
                .argument("--autoscaler.hcloud-image=a", "--autoscaler.hetzner-image=b")
                .problems())
        .hasSize(1);
  }

  @Test
  void whatIsInTheJarYieldsWithoutAConflict() {
    Configured packaged = Configured.withWhatIsRequired().packagedYaml("autoscaler.max-nodes: 9");

    assertThat(packaged.settings().limits().maxNodes()).isEqualTo(9);
    assertThat(packaged.variable("MAX_NODES", "3").settings().limits().maxNodes()).isEqualTo(3);
  }

  @Test
  void anEmptyVariableOfOursIsNotSet() {
    Settings settings =
        Configured.withWhatIsRequired()
            .variable("HCLOUD_NETWORK", "")
            .variable("HCLOUD_PUBLIC_IPV4", "")
            .variable("HCLOUD_IMAGE", "")
            .variable("HETZNER_IMAGE", "debian-12")
            .variable("RUNNER_LABELS", "")
            .variable("K3S_URL", "")
            .variable("RUNNER_FETCH_WINDOW_SECS", "")
            .settings();

    assertThat(settings.hetzner().access().networks()).isEmpty();
    assertThat(settings.hetzner().access().publicIpv4()).isTrue();
    assertThat(settings.machines().image()).isEqualTo(new Image.Named("debian-12"));
    assertThat(settings.machines().joining().k3sUrl()).isNull();
    assertThat(settings.runners().labels()).isNull();
  }

  @Test
  void runnerLabelsMayBeCopiedFromARunnersOwnConfiguration() {
    Settings settings =
        Configured.withWhatIsRequired()
            .variable("RUNNER_LABELS", "linux:host, ubuntu-latest:docker://node:20,x64")
            .settings();

    assertThat(settings.runners().labels())
        .containsExactlyInAnyOrder("linux", "ubuntu-latest", "x64");
  }

  @ParameterizedTest
  @CsvSource({
    "autoscaler.max-node, autoscaler.max-nodes",
    "autoscaler.hetzner-token, autoscaler.hetzner-api-token",
    "autoscaler.drain, autoscaler.dry-run",
    "autoscaler.pol-interval-sec, autoscaler.poll-interval-secs",
  })
  void aKeyThatNobodyKnowsIsRefusedWithTheNearestOne(String typo, String meant) {
    Problem problem =
        Configured.withWhatIsRequired()
            .yaml("/config/application.yml", "\n" + typo + ": 1")
            .read()
            .problems()
            .getFirst();

    assertThat(problem.described())
        .isEqualTo(typo + " is no setting of ours  (from /config/application.yml:2)");
    assertThat(problem.mend()).contains("Did you mean " + meant + "?");
    assertThat(Configured.withWhatIsRequired().argument("--" + typo + "=1").problems()).hasSize(1);
  }

  @Test
  void theLinksOfAKubernetesServiceNeitherBindNorFail() {
    Configured linked =
        Configured.withWhatIsRequired()
            .variable("AUTOSCALER_PORT", "tcp://10.43.0.9:8080")
            .variable("AUTOSCALER_SERVICE_HOST", "10.43.0.9")
            .variable("AUTOSCALER_MAX_NODES", "77")
            .variable("AUTOSCALER_DRY_RUN", "tcp://10.43.0.9:8080")
            .variable("GITEA_CI_AUTOSCALER_PORT", "tcp://10.43.0.9:8080");

    assertThat(linked.read().warnings()).isEmpty();
    assertThat(linked.settings().limits().maxNodes()).isEqualTo(5);
    assertThat(linked.settings().ownership().dryRun()).isFalse();
  }

  @Test
  void whatIsSetBesideTheOriginalsIsNamedAsItWasSpelled() throws IOException {
    Path file = Files.writeString(directory.resolve("token"), "hetzner-secret");
    Configured configured =
        Configured.withWhatIsRequired()
            .variable("HCLOUD_TOKEN_FILE", file.toString())
            .without("HETZNER_API_TOKEN")
            .variable("DRY_RUN", "true")
            .variable("SANDBOX_SEED", "4")
            .yaml("/config/application.yml", "autoscaler.max-nodes: 2");

    assertThat(configured.read().named())
        .containsExactlyInAnyOrder("HCLOUD_TOKEN_FILE", "autoscaler.max-nodes", "DRY_RUN");
  }
}
