package io.github.ciautoscaler.app.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.settings.Problem;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stops the start, and what the owner reads then. */
class ProblemsTest {

  @Test
  void everythingThatIsRequiredIsNamedAtOnce() {
    assertThat(Configured.withNothing().problems())
        .containsExactly(
            "GITEA_API_URL is missing",
            "GITEA_ADMIN_TOKEN is missing",
            "HETZNER_API_TOKEN is missing",
            "CLUSTER_SECRET is missing");
  }

  @Test
  void aMissingSecretComesWithEveryWayToGiveIt() {
    List<Problem> problems =
        Configured.withWhatIsRequired().without("HETZNER_API_TOKEN").read().problems();

    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().mend())
        .contains("HETZNER_API_TOKEN or HCLOUD_TOKEN", "HETZNER_API_TOKEN_FILE", "read and write");
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource({
    "MAX_NODES, five",
    "MAX_NODES, ''",
    "MAX_NODES, ' 5'",
    "MAX_NODES, -1",
    "MAX_NODES, 18446744073709551616",
    "POLL_INTERVAL_SECS, 5s",
    "IDLE_TIMEOUT_MINS, 1.5",
    "BILLING_WINDOW_MINS, PT5M",
    "PROVISIONING_TIMEOUT_SECS, 0x10",
    "PLACEMENT_COOLDOWN_SECS, 1_000",
    "RUNNER_FETCH_WINDOW_SECS, soon",
  })
  void whatIsNoWholeNumberIsRefused(String name, String value) {
    assertThat(Configured.withWhatIsRequired().variable(name, value).problems())
        .containsExactly(
            name
                + " is '"
                + value
                + "', which is not a whole number  (from environment variable "
                + name
                + ")");
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource({
    "GITEA_API_URL, gitea.example.com, no http or https URL",
    "GITEA_API_URL, 'http://', no http or https URL",
    "GITEA_API_URL, ' ', is empty",
    "HCLOUD_ENDPOINT, ftp://api.hetzner.cloud, no http or https URL",
    "K3S_URL, http://10.0.0.2:6443, is not https",
    "HCLOUD_PUBLIC_IPV4, maybe, neither true nor false",
    "SCALE_UP_PATIENCE, 2m, no time to wait for a busy machine",
    "SCALE_UP_PATIENCE, 3601, no time to wait for a busy machine",
    "DRY_RUN, 'yes!', neither true nor false",
    "LOG_FORMAT, xml, nobody understands",
    "LOG_LEVEL, loud, nobody understands",
    "HCLOUD_CLOUD_INIT, '#cloud-config', is not base64",
    "HETZNER_IMAGE, ubuntu 24.04, no name with a blank",
    "HETZNER_SERVER_TYPE, ccx33 cpx41, no name with a blank",
    "HETZNER_LOCATION, 'nbg1, fsn1 hel1', no name with a blank",
    "K3S_AGENT_ARGS, --tls-san=a, which only a K3s server knows and an agent refuses",
    "K3S_AGENT_ARGS, --kubelet-arg='a, has a quote (') that is not closed",
    "INSTALLATION_ID, 'two words', cannot be the value of a label",
    "AUTOSCALER_CLOCK_URL, http://clock.example.com/, is not on loopback",
    "SANDBOX_SPEED, 0, not a number above 0",
    "SANDBOX_SPEED, fast, not a number above 0",
    "SANDBOX_SEED, x, not a whole number",
    "GITEA_TIMEOUT_SECS, soon, not a whole number",
    "SANDBOX_FORGE, gitea-1.24, no forge that is simulated",
    "FORGE_TYPE, gitlab, nobody understands",
    "SANDBOX_FORGE, forgejo-10, no forge that is simulated",
  })
  void whatCannotBeMeantIsRefused(String name, String value, String why) {
    assertThat(Configured.withWhatIsRequired().variable(name, value).problems())
        .singleElement()
        .asString()
        .startsWith(name)
        .contains(why)
        .endsWith("(from environment variable " + name + ")");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"HETZNER_API_TOKEN", "GITEA_ADMIN_TOKEN", "CLUSTER_SECRET", "ADMIN_TOKEN"})
  void anEmptySecretIsRefused(String name) {
    assertThat(Configured.withWhatIsRequired().variable(name, "").problems())
        .containsExactly(name + " is empty  (from environment variable " + name + ")");
    assertThat(Configured.withWhatIsRequired().variable(name, " \n").problems()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HCLOUD_SSH_KEY", "HCLOUD_NETWORK", "HCLOUD_FIREWALL"})
  void namesThatPeopleGaveMayHaveBlanksAndNoLineBreaks(String name) {
    Configured names = Configured.withWhatIsRequired().variable(name, "my laptop, other\n");

    assertThat(names.problems()).isEmpty();
    assertThat(names.variable(name, "my laptop\nother").problems())
        .singleElement()
        .asString()
        .startsWith(name + " has a line break");
  }

  @Test
  void aJoinTokenOfSeveralLinesIsRefused() {
    assertThat(Configured.withWhatIsRequired().variable("CLUSTER_SECRET", "a\nb").problems())
        .singleElement()
        .asString()
        .startsWith("CLUSTER_SECRET has a line break or another control character");
  }

  @Test
  void agentArgumentsAreNotJudgedWhereTheOwnersUserDataReplacesThem() {
    Configured own =
        Configured.withWhatIsRequired()
            .variable("HCLOUD_CLOUD_INIT", "IyEvYmluL3NoCnRydWUK")
            .variable("K3S_AGENT_ARGS", "--tls-san=a");

    assertThat(own.problems()).isEmpty();
    assertThat(own.read().warnings()).singleElement().asString().contains("has no effect");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GITEA_ADMIN_TOKEN", "HETZNER_API_TOKEN", "ADMIN_TOKEN"})
  void aTokenThatNoHeaderCarriesIsRefusedWithoutBeingShown(String name) {
    assertThat(Configured.withWhatIsRequired().variable(name, "two words").problems())
        .containsExactly(
            name + " has a character that no token has  (from environment variable " + name + ")");
  }

  @Test
  void closedReadsWithoutAnyTokenAreRefused() {
    Configured closed = Configured.withWhatIsRequired().variable("READS_NEED_TOKEN", "true");

    assertThat(closed.problems())
        .singleElement()
        .asString()
        .startsWith("READS_NEED_TOKEN is true, and there is no token");
    assertThat(closed.variable("VIEWER_TOKENS", "one-of-the-viewers").problems()).isEmpty();
  }

  @Test
  void severalOperatorsCountBesideTheAdminToken() {
    Configured several =
        Configured.withWhatIsRequired()
            .variable("ADMIN_TOKEN", "the-admins-own-token")
            .variable("OPERATOR_TOKENS", "first-of-operators\nsecond-of-operators\n");

    assertThat(several.settings().ownership().tokens().operators())
        .extracting(Secret::reveal)
        .containsExactly("the-admins-own-token", "first-of-operators", "second-of-operators");
  }

  @Test
  void userDataThatHetznerWouldRefuseIsRefusedHere() {
    byte[] large = ("#cloud-config\nruncmd: [ #" + "x".repeat(32 * 1024)).getBytes(UTF_8);
    String tooMuch = Base64.getEncoder().encodeToString(ending(large, 32 * 1024 + 1));
    String justEnough = Base64.getMimeEncoder().encodeToString(ending(large, 32 * 1024));

    assertThat(Configured.withWhatIsRequired().variable("HCLOUD_CLOUD_INIT", tooMuch).problems())
        .singleElement()
        .asString()
        .contains("32769 bytes");
    assertThat(Configured.withWhatIsRequired().variable("HCLOUD_CLOUD_INIT", justEnough).problems())
        .isEmpty();
  }

  private static byte[] ending(byte[] start, int size) {
    byte[] whole = Arrays.copyOf(start, size);
    System.arraycopy("\n]".getBytes(UTF_8), 0, whole, size - 2, 2);
    return whole;
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource({
    "ICAK, nothing but white space",
    "IyBjbG91ZC1jb25maWcK, no first line",
    "I2Nsb3VkLWNvbmZpZwpydW5jbWQ6IFs=, does not parse as YAML (line 2)",
  })
  void userDataThatNoMachineCanUseIsRefusedHere(String value, String why) {
    assertThat(Configured.withWhatIsRequired().variable("HCLOUD_CLOUD_INIT", value).problems())
        .singleElement()
        .asString()
        .contains("HCLOUD_CLOUD_INIT", why);
  }

  @Test
  void aServerWithoutAnyAddressIsRefused() {
    Configured noAddress =
        Configured.withWhatIsRequired()
            .variable("HCLOUD_PUBLIC_IPV4", "false")
            .variable("HCLOUD_PUBLIC_IPV6", "False");

    assertThat(noAddress.problems()).singleElement().asString().contains("there is no network");
    assertThat(noAddress.variable("HCLOUD_NETWORK", "k8s").problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:8081/x",
        "http://localhost:1",
        "http://[::1]:8081",
        "http://127.9.9.9/"
      })
  void aClockOnLoopbackIsTaken(String url) {
    Settings settings =
        Configured.withWhatIsRequired().variable("AUTOSCALER_CLOCK_URL", url).settings();

    assertThat(settings.sandbox().clockUrl()).isNotNull();
  }

  @Test
  void noSecretIsEverShown() {
    List<Problem> problems =
        Configured.withWhatIsRequired()
            .variable("HCLOUD_TOKEN", "another-secret")
            .variable("GITEA_API_URL", "gopher://ops:pass-word@gitea")
            .variable("HCLOUD_CLOUD_INIT", "secret-not-base64!")
            .read()
            .problems();

    assertThat(problems).hasSize(3);
    assertThat(problems.toString()).doesNotContain("secret", "pass-word");
    assertThat(new SettingsException(problems)).message().doesNotContain("secret", "pass-word");
  }

  @Test
  void problemsAndTheirMendsCarryTheSameNumbers() {
    SettingsException failure =
        new SettingsException(
            List.of(
                new Problem("A is bad", "environment variable A", "Set A."),
                new Problem("B is missing", null, "Set B.")));

    var analysis = new SettingsFailureAnalyzer().analyze(failure, failure);

    assertThat(analysis.getDescription())
        .isEqualTo(
            """
            2 problems in the configuration
              1. A is bad  (from environment variable A)
              2. B is missing\
            """);
    assertThat(analysis.getAction()).endsWith("\n  1. Set A.\n  2. Set B.");
  }
}
