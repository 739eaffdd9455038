package io.github.ciautoscaler.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The generated scripts, run by a real shell. */
class JoinScriptTest {

  private static final String GITHUB =
      "https://raw.githubusercontent.com/k3s-io/k3s/v1.34.2%2Bk3s1/install.sh";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path directory;

  @SuppressWarnings("NullAway.Init")
  private NewMachine machine;

  @BeforeEach
  void bootAMachine() throws IOException {
    machine = new NewMachine(directory);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sh", "bash"})
  void theAgentGetsOurLabelsAndThenTheOwnersArgumentsAsTheShellReadsThem(String shell)
      throws Exception {
    String args = "--node-label=\"a=b c\" '--kubelet-arg=x=$HOME' --flag\\ one -- $((2 + 3))\n";

    assertThat(machine.boot(userData(args, true), shell)).isZero();
    assertThat(arguments())
        .containsExactly(
            "agent",
            "--node-label=ci-autoscaler.io/pool=it's",
            "--node-label=a=b c",
            "--kubelet-arg=x=$HOME",
            "--flag one",
            "--",
            "5");
    assertThat(machine.diary()).contains("install v1.34.2+k3s1");
  }

  @Test
  void lineBreaksInTheArgumentsSeparateWords() throws Exception {
    machine.boot(userData("--one \\\n  --two\n--three", true), "sh");

    assertThat(arguments()).endsWith("--one", "--two", "--three");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sh", "bash"})
  void aCommentSwallowsTheRestOfItsLineOnly(String shell) throws Exception {
    machine.boot(
        userData("# labels\n--one # the first\r\n--two=a#b\n#--three\n--four", true), shell);

    assertThat(arguments()).endsWith("--one", "--two=a#b", "--four");
  }

  @Test
  void noWordIsExpandedToFilesThatHappenToBeThere() throws Exception {
    machine.boot(userData("--kubelet-arg=/*", true), "sh");

    assertThat(arguments()).endsWith("--kubelet-arg=/*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sh", "bash"})
  void argumentsMayAskTheMetadataServiceAndTheAgentStartsOnlyAfterItIsBlocked(String shell)
      throws Exception {
    String metadata = "http://169.254.169.254/hetzner/v1/metadata/public-ipv4";

    machine.boot(userData("--node-external-ip=$(curl -s " + metadata + ")", true), shell);

    assertThat(arguments()).endsWith("--node-external-ip=203.0.113.7");
    assertThat(machine.diary())
        .filteredOn(line -> !line.startsWith("argument:"))
        .containsExactly(
            "curl -s " + metadata,
            "systemctl daemon-reload",
            "systemctl enable --now ci-autoscaler-block-metadata.service",
            machine.diary().get(3),
            "install v1.34.2+k3s1");
    assertThat(machine.diary().get(3)).endsWith("https://get.k3s.io");
    assertThat(machine.has("blocked")).isTrue();
  }

  @Test
  void theBlockCoversBothAddressesForTheMachineItselfAndForItsPods() throws Exception {
    machine.boot(userData("", true), "sh");

    String rules = machine.read("rules");
    for (String hook : List.of("hook output", "hook forward")) {
      assertThat(rules.substring(rules.indexOf(hook)))
          .contains("ip daddr 169.254.169.254 drop", "ip6 daddr fe80::a9fe:a9fe drop");
    }
  }

  @Test
  void anAgentWithoutTheBlockIsNeverStarted() throws Exception {
    assertThat(machine.with("nft-fails").boot(userData("", true), "sh")).isNotZero();
    assertThat(machine.diary()).noneMatch(line -> line.startsWith("install"));
  }

  @Test
  void withoutTheBlockTheServiceManagerIsNotAsked() throws Exception {
    assertThat(machine.boot(userData("", false), "sh")).isZero();
    assertThat(machine.diary()).noneMatch(line -> line.startsWith("systemctl"));
    assertThat(machine.has("blocked")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"get-is-down", "get-is-a-portal"})
  void theVersionsOwnInstallerOnGitHubIsTheFallback(String trouble) throws Exception {
    assertThat(machine.with(trouble).boot(userData("--debug", true), "sh")).isZero();
    assertThat(machine.diary()).anyMatch(line -> line.startsWith("curl") && line.endsWith(GITHUB));
    assertThat(arguments()).endsWith("--debug");
  }

  @Test
  void anInstallerThatCannotBeFetchedFailsTheCommandAfterTenTries() throws Exception {
    machine.with("get-is-down").with("github-is-down");

    assertThat(machine.boot(userData("", true), "sh")).isNotZero();
    assertThat(machine.diary()).filteredOn(line -> line.endsWith(GITHUB)).hasSize(10);
    assertThat(machine.read("output")).contains("cannot be fetched");
  }

  @Test
  void anInstallerThatFailsIsTriedAgainAndThenFailsTheCommand() throws Exception {
    assertThat(machine.with("installer-fails").boot(userData("", true), "sh")).isNotZero();
    assertThat(machine.diary()).filteredOn(line -> line.startsWith("install ")).hasSize(3);
  }

  @Test
  void theTokenIsInNoArgumentAndNoEnvironment() throws Exception {
    machine.boot(userData("--debug", true), "sh");

    assertThat(machine.read("diary") + machine.read("installer-environment"))
        .contains("--debug", "INSTALL_K3S_VERSION=v1.34.2+k3s1")
        .doesNotContain("s3cret");
  }

  private List<String> arguments() throws IOException {
    return machine.diary().stream()
        .filter(line -> line.startsWith("argument:"))
        .map(line -> line.substring("argument:".length()))
        .toList();
  }

  private static String userData(String args, boolean block) {
    return K3sUserData.render(
            new K3sJoin(
                "ci-runner-0a1b2c3d",
                null,
                List.of("10.0.0.2:6443"),
                "v1.34.2+k3s1",
                new Secret("s3cret"),
                args,
                Map.of("ci-autoscaler.io/pool", "it's"),
                new Setup(List.of(), block, Additions.NONE)))
        .reveal();
  }
}
