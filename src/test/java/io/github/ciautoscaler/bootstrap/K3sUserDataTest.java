package io.github.ciautoscaler.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ciautoscaler.fleet.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

class K3sUserDataTest {

  private static final String TOKEN = "K10" + "ab".repeat(32) + "::7f3a91.0123456789abcdef";

  @Test
  void isACloudConfigThatRunsOnlyTheJoinScript() {
    String text = K3sUserData.render(join(TOKEN, "", true)).reveal();

    assertThat(text).startsWith("#cloud-config\n");
    assertThat(Rendered.of(text).commands())
        .containsExactly(List.of("sh", "/usr/local/sbin/ci-autoscaler-join"));
  }

  @Test
  void itIsByteForByteWhatStandsInTheFile() throws IOException {
    Golden.assertIs(
        "k3s/user-data.yaml",
        K3sUserData.render(join(TOKEN, "--node-label=team=ci --node-ip=$(hostname -I)", true))
            .reveal());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "K10abc::server:p@ss word",
        "7f3a91.0123456789abcdef",
        "1e3",
        "yes",
        "a: b # c'\"\\"
      })
  void theTokenArrivesAsItIsWhateverItsShape(String token) {
    Map<String, Object> config = k3sConfig(join(token, "", true));

    assertThat(config)
        .isEqualTo(
            Map.of(
                "server",
                "https://10.0.0.2:6443",
                "token",
                token,
                "node-name",
                "ci-runner-0a1b2c3d"));
  }

  @Test
  void theTokenStandsInOneFileThatOnlyRootReads() {
    Rendered rendered = Rendered.of(K3sUserData.render(join(TOKEN, "--debug", true)).reveal());

    assertThat(rendered.files().values())
        .filteredOn(file -> file.content().contains(TOKEN))
        .extracting(Rendered.File::permissions)
        .containsExactly("0600");
  }

  @Test
  void withoutTheBlockNothingOfItIsWritten() {
    Rendered open = Rendered.of(K3sUserData.render(join(TOKEN, "", false)).reveal());
    Rendered blocked = Rendered.of(K3sUserData.render(join(TOKEN, "", true)).reveal());

    assertThat(open.files().keySet()).noneMatch(path -> path.contains("block-metadata"));
    assertThat(blocked.files().keySet()).filteredOn(path -> path.contains("block")).hasSize(2);
  }

  @Test
  void theBlockComesBackAfterARebootBeforeTheAgentAndTheAgentNeverRunsWithoutIt() {
    Rendered rendered = Rendered.of(K3sUserData.render(join(TOKEN, "", true)).reveal());

    assertThat(rendered.content("/etc/systemd/system/ci-autoscaler-block-metadata.service").lines())
        .contains("Before=k3s-agent.service", "RequiredBy=k3s-agent.service");
  }

  @Test
  void userDataAtTheLimitIsSentAsItIsAndOneByteMoreIsPacked() {
    int rest = UserData.MAX_BYTES - size(join(TOKEN, "x", true)) + 1;

    assertThat(size(join(TOKEN, "x".repeat(rest), true))).isEqualTo(UserData.MAX_BYTES);
    assertThat(K3sUserData.render(join(TOKEN, "x".repeat(rest + 1), true)).reveal())
        .hasSizeLessThan(8_000)
        .matches("[A-Za-z0-9+/=]+");
  }

  @Test
  void whatIsTooMuchEvenPackedIsRefused() {
    byte[] noise = new byte[40_000];
    new Random(1).nextBytes(noise);
    String args = Base64.getEncoder().encodeToString(noise);

    assertThatThrownBy(() -> K3sUserData.render(join(TOKEN, args, true)))
        .isInstanceOf(UserData.UserDataTooLarge.class)
        .hasMessageContaining("at most 32768: shorten K3S_AGENT_ARGS")
        .hasMessageNotContaining(TOKEN);
  }

  @Test
  void neverShowsTheToken() {
    K3sJoin join = join(TOKEN, "", true);

    assertThat(K3sUserData.render(join).toString() + join).doesNotContain("0123456789abcdef");
  }

  private static Map<String, Object> k3sConfig(K3sJoin join) {
    Rendered rendered = Rendered.of(K3sUserData.render(join).reveal());
    return new Yaml()
        .load(rendered.content("/etc/rancher/k3s/config.yaml.d/90-ci-autoscaler.yaml"));
  }

  private static int size(K3sJoin join) {
    return K3sUserData.render(join).reveal().getBytes(StandardCharsets.UTF_8).length;
  }

  private static K3sJoin join(String token, String args, boolean block) {
    return new K3sJoin(
        "ci-runner-0a1b2c3d",
        null,
        List.of("10.0.0.2:6443"),
        "v1.34.2+k3s1",
        new Secret(token),
        args,
        Map.of("ci-autoscaler.io/pool", "default"),
        new Setup(List.of(), block, Additions.NONE));
  }
}
