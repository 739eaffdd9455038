package io.github.ciautoscaler.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.app.settings.SettingsLoader.Loaded;
import io.github.ciautoscaler.fleet.Image;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.metrics.PushTarget;
import io.github.ciautoscaler.plan.PlanSettings;
import io.github.ciautoscaler.settings.LogLevel;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An owner of the original swaps the image and changes nothing else. */
class OriginalEnvironmentTest {

  @Test
  void theWholeEnvironmentBlockStartsUnchangedAndWithoutAWarning() {
    Loaded loaded = wholeBlock().read();

    assertThat(loaded.problems()).isEmpty();
    assertThat(loaded.warnings()).isEmpty();
    assertThat(loaded.named()).isEmpty();
    Settings settings = loaded.settings();
    assertThat(settings.hetzner().token()).isEqualTo(new Secret("hetzner-secret"));
    assertThat(settings.forge().token()).isEqualTo(new Secret("gitea-secret"));
    assertThat(settings.forge().url()).isEqualTo(URI.create("http://gitea-http.gitea:3000"));
    assertThat(settings.pushTarget()).hasToString("http://pushgateway:9091");
    assertThat(settings.runners().namespace()).isEqualTo("ci");
    assertThat(settings.machines().image()).isEqualTo(new Image.Named("debian-12"));
    assertThat(settings.machines().joining().clusterSecret())
        .isEqualTo(new Secret("cluster-secret"));
    assertThat(settings.machines().joining().k3sAgentArgs())
        .isEqualTo("--node-taint=\"a=$(hostname)\" '${B}'");
    assertThat(settings.logging().level()).isEqualTo(LogLevel.DEBUG);
  }

  @Test
  void everyValueOfThePlanIsTheOriginals() {
    PlanSettings plan = wholeBlock().settings().planSettings();

    assertThat(plan.maxNodes()).isEqualTo(7);
    assertThat(plan.pace().poll()).isEqualTo(Duration.ofSeconds(11));
    assertThat(plan.times().idle()).isEqualTo(Duration.ofMinutes(12));
    assertThat(plan.times().billingWindow()).isEqualTo(Duration.ofMinutes(13));
    assertThat(plan.times().provisioning()).isEqualTo(Duration.ofSeconds(614));
    assertThat(plan.pace().placementCoolDown()).isEqualTo(Duration.ofSeconds(315));
    assertThat(plan.pace().fetchWindow()).isEqualTo(Duration.ofSeconds(10));
    assertThat(plan.original().countUnlabelledJobs()).isFalse();
    assertThat(plan.original().adoptUnowned()).isFalse();
    assertThat(plan.pools()).hasSize(1);
    assertThat(plan.pools().getFirst().name()).isEqualTo("default");
    assertThat(plan.pools().getFirst().limits().max()).isEqualTo(7);
    assertThat(plan.pools().getFirst().template().image()).isEqualTo(new Image.Named("debian-12"));
    assertThat(plan.pools().getFirst().labels()).isNull();
    assertThat(plan.pools().getFirst().offerings())
        .containsExactly(
            new Offering("cpx31", "fsn1"),
            new Offering("cpx31", "2"),
            new Offering("22", "fsn1"),
            new Offering("22", "2"));
  }

  private static Configured wholeBlock() {
    return Configured.withWhatIsRequired()
        .variable("GITEA_API_URL", "http://gitea-http.gitea:3000")
        .variable("PUSHGATEWAY_URL", "http://pushgateway:9091")
        .variable("RUNNER_NAMESPACE", "ci")
        .variable("MAX_NODES", "7")
        .variable("POLL_INTERVAL_SECS", "11")
        .variable("IDLE_TIMEOUT_MINS", "12")
        .variable("BILLING_WINDOW_MINS", "13")
        .variable("PROVISIONING_TIMEOUT_SECS", "614")
        .variable("HETZNER_SERVER_TYPE", "cpx31, 22")
        .variable("HETZNER_LOCATION", "fsn1,2")
        .variable("PLACEMENT_COOLDOWN_SECS", "315")
        .variable("HETZNER_IMAGE", "debian-12")
        .variable("K3S_AGENT_ARGS", "--node-taint=\"a=$(hostname)\" '${B}'")
        .variable("B", "must not be put in")
        .variable("RUST_LOG", "info,gitea_ci_autoscaler=debug");
  }

  @Test
  void theDefaultsAreTheOriginals() {
    Settings settings = Configured.withWhatIsRequired().settings();

    PlanSettings plan = settings.planSettings();
    assertThat(plan.maxNodes()).isEqualTo(5);
    assertThat(plan.pace().poll()).isEqualTo(Duration.ofSeconds(5));
    assertThat(plan.times().idle()).isEqualTo(Duration.ofMinutes(5));
    assertThat(plan.times().billingWindow()).isEqualTo(Duration.ofMinutes(5));
    assertThat(plan.times().provisioning()).isEqualTo(Duration.ofMinutes(10));
    assertThat(plan.pace().placementCoolDown()).isEqualTo(Duration.ofMinutes(5));
    assertThat(plan.pools().getFirst().offerings()).containsExactly(new Offering("ccx33", "nbg1"));
    assertThat(settings.machines().image()).isEqualTo(new Image.Named("ubuntu-24.04"));
    assertThat(settings.machines().joining().k3sAgentArgs())
        .isEqualTo("--node-label=managed-by=gitea-ci-autoscaler --node-label=node-role=ci-runner");
    assertThat(settings.runners().namespace()).isEqualTo("gitea-runners");
    assertThat(settings.runners().podSelector()).isEqualTo("app=gitea-actions-runner");
    assertThat(settings.pushTarget()).isNull();
    assertThat(settings.hetzner().endpoint()).isEqualTo(URI.create("https://api.hetzner.cloud/v1"));
    assertThat(settings.hetzner().access().sshKeys()).isEmpty();
    assertThat(settings.hetzner().access().publicIpv4()).isTrue();
    assertThat(settings.hetzner().access().publicIpv6()).isTrue();
    assertThat(settings.machines().joining().blockMetadata()).isTrue();
    assertThat(settings.logging().level()).isEqualTo(LogLevel.INFO);
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource({
    "BILLING_WINDOW_MINS, 0, is 0: no machine is ever given back",
    "BILLING_WINDOW_MINS, 60, is an hour or more",
    "BILLING_WINDOW_MINS, 18446744073709551615, is an hour or more",
    "MAX_NODES, 0, is 0: nothing is launched",
    "MAX_NODES, 18446744073709551615, is huge",
    "POLL_INTERVAL_SECS, 0, is taken as 1",
    "POLL_INTERVAL_SECS, 900, it is taken as",
    "POLL_INTERVAL_SECS, 18446744073709551615, is huge",
    "IDLE_TIMEOUT_MINS, 18446744073709551615, is huge",
    "PROVISIONING_TIMEOUT_SECS, 0, is below a minute",
    "PUSHGATEWAY_URL, pushgateway:9091, nothing is pushed",
    "HETZNER_SERVER_TYPE, '', is empty; ccx33 is used",
    "HETZNER_LOCATION, ' , ', names nothing; nbg1 is used",
    "RUNNER_NAMESPACE, '', is empty; gitea-runners is used",
    "HCLOUD_CLOUD_INIT, ' ', is empty; the generated user-data is used",
    "RUST_LOG, loud, names no level",
    "HETZNER_API_TOKEN, 'secret ', has white space around it",
  })
  void anOddValueThatTheOriginalAcceptsStartsWithAWarning(
      String name, String value, String warning) {
    Loaded loaded = Configured.withWhatIsRequired().variable(name, value).read();

    assertThat(loaded.problems()).isEmpty();
    assertThat(loaded.warnings()).anyMatch(said -> said.startsWith(name) && said.contains(warning));
    assertThat(loaded.warnings()).noneMatch(said -> said.contains("secret"));
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource({
    "IDLE_TIMEOUT_MINS, 0",
    "PLACEMENT_COOLDOWN_SECS, 0",
    "MAX_NODES, +3",
    "MAX_NODES, 007"
  })
  void aPlainValueThatTheOriginalAcceptsStartsWithoutAWord(String name, String value) {
    Loaded loaded = Configured.withWhatIsRequired().variable(name, value).read();

    assertThat(loaded.problems()).isEmpty();
    assertThat(loaded.warnings()).isEmpty();
  }

  @Test
  void aPollIntervalOfZeroIsOneSecond() {
    Settings settings =
        Configured.withWhatIsRequired().variable("POLL_INTERVAL_SECS", "0").settings();

    assertThat(settings.limits().pollInterval()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aPollIntervalInWhichNoMachineCouldGoInTimeIsFiveMinutes() {
    Settings settings =
        Configured.withWhatIsRequired().variable("POLL_INTERVAL_SECS", "900").settings();

    assertThat(settings.limits().pollInterval()).isEqualTo(Duration.ofMinutes(5));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://git.example.com/sub",
        "https://git.example.com/sub/",
        "https://git.example.com/sub//",
        "https://git.example.com/sub/api/v1",
        "https://git.example.com/sub/api/v1/",
        " https://git.example.com/sub\n",
      })
  void theForgesUrlWorksInEveryFormThatPeopleWrite(String url) {
    Settings settings = Configured.withWhatIsRequired().variable("GITEA_API_URL", url).settings();

    assertThat(settings.forge().url()).isEqualTo(URI.create("https://git.example.com/sub"));
  }

  @Test
  void aHostNameThatOnlyComposeWouldGiveIsTaken() {
    Settings settings =
        Configured.withWhatIsRequired()
            .variable("GITEA_API_URL", "http://my_gitea:3000/")
            .settings();

    assertThat(settings.forge().url()).hasToString("http://my_gitea:3000");
  }

  @Test
  void theAgentsArgumentsMayBeNone() {
    Settings settings = Configured.withWhatIsRequired().variable("K3S_AGENT_ARGS", "").settings();

    assertThat(settings.machines().joining().k3sAgentArgs()).isEmpty();
  }

  @Test
  void anEmptyPushgatewayMeansNoPush() {
    Loaded loaded = Configured.withWhatIsRequired().variable("PUSHGATEWAY_URL", "").read();

    assertThat(loaded.settings().pushTarget()).isNull();
    assertThat(loaded.warnings()).isEmpty();
  }

  @Test
  void thePushgatewaysPasswordIsKeptApartFromItsUrl() {
    Settings settings =
        Configured.withWhatIsRequired()
            .variable("PUSHGATEWAY_URL", "https://ops:p%40ss+word@push.example.com/base/")
            .settings();

    assertThat(settings.pushTarget())
        .isEqualTo(
            new PushTarget("https", "push.example.com/base", "ops", new Secret("p@ss+word")));
    assertThat(settings.toString()).doesNotContain("p@ss", "p%40ss");
  }

  @Test
  void logLevelComesBeforeRustLog() {
    Settings settings =
        Configured.withWhatIsRequired()
            .variable("RUST_LOG", "debug")
            .variable("LOG_LEVEL", "Warn")
            .settings();

    assertThat(settings.logging().level()).isEqualTo(LogLevel.WARN);
  }
}
