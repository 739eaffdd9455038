package io.github.ciautoscaler.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.ClusterInfo;
import io.github.ciautoscaler.fleet.ClusterInfo.Permission;
import io.github.ciautoscaler.fleet.JoiningMachine;
import io.github.ciautoscaler.fleet.MachineBootstrap.Boot;
import io.github.ciautoscaler.fleet.MachineBootstrap.Credential;
import io.github.ciautoscaler.fleet.MachineBootstrap.Warning;
import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.fleet.ServerAccess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a machine joins an RKE2 cluster, and what its script does, run by a real shell. */
class Rke2BootstrapTest {

  private static final Secret AGENT_TOKEN = new Secret("K10" + "ab".repeat(32) + "::node:pw");
  private static final String RKE2 = "v1.34.2+rke2r1";

  @Test
  void the_user_data_is_what_stands_in_the_file() throws IOException {
    Golden.assertIs("rke2/user-data.yaml", text(boot(full(null), cluster(RKE2))));
  }

  @Test
  void the_machine_installs_the_clusters_version_as_an_agent(@TempDir Path dir) throws Exception {
    NewMachine machine = new NewMachine(dir);

    assertThat(machine.boot(text(boot(full(null), cluster(RKE2))), "sh")).isZero();

    assertThat(machine.read("installer-environment"))
        .contains("INSTALL_RKE2_TYPE=agent", "INSTALL_RKE2_VERSION=v1.34.2+rke2r1")
        .doesNotContain("::node:");
    assertThat(machine.read("etc/rancher/rke2/config.yaml"))
        .contains("\"node-ip\": \"10.0.1.7\"", "https://10.0.0.2:9345");
    assertThat(machine.diary())
        .containsSubsequence(
            "systemctl enable --now ci-autoscaler-block-metadata.service",
            "systemctl enable --now rke2-agent.service");
    assertThat(machine.read("etc/systemd/system/ci-autoscaler-block-metadata.service"))
        .contains("RequiredBy=rke2-agent.service");
  }

  @Test
  void an_installer_that_fails_leaves_no_agent_without_its_version(@TempDir Path dir)
      throws Exception {
    NewMachine machine = new NewMachine(dir).with("installer-fails");

    assertThat(machine.boot(text(boot(full(null), cluster(RKE2))), "sh")).isEqualTo(1);
    assertThat(machine.read("output")).contains("the RKE2 installer failed");
    assertThat(machine.diary()).noneMatch(line -> line.contains("rke2-agent"));
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example.com, https://a.example.com:9345",
    "https://a.example.com:6443/, https://a.example.com:9345",
    "https://[fd00::1]:9000, https://[fd00::1]:9000"
  })
  void agents_join_where_rke2_takes_them_in(String url, String server) {
    assertThat(text(boot(full(url), cluster(RKE2)))).contains("\"" + server + "\"");
  }

  @Test
  void the_shared_token_is_what_it_joins_by_because_rke2_knows_no_bootstrap_tokens() {
    assertThat(full(null).credential(cluster(RKE2))).isEqualTo(Credential.SHARED_SECRET);
    assertThat(full(null).credential(cluster("v1.34.2+k3s1"))).isEqualTo(Credential.NONE);
    assertThat(full(null) + " " + boot(full(null), cluster(RKE2))).doesNotContain("::node:pw");
  }

  @Test
  void another_cluster_and_a_server_token_are_warned_of() {
    Rke2Bootstrap rich = new Rke2Bootstrap(new Secret("pw"), null, "", NodeMarks.NONE, Setup.PLAIN);

    assertThat(full(null).warnings(cluster(RKE2), ServerAccess.PUBLIC, false)).isEmpty();
    assertThat(rich.warnings(cluster("v1.34.2"), ServerAccess.PUBLIC, false))
        .extracting(Warning::code)
        .containsExactly("WRONG_CLUSTER", "SERVER_TOKEN_GIVEN_AWAY");
    assertThat(boot(full(null), cluster("v1.34.2"))).isInstanceOf(Boot.Refused.class);
    assertThat(boot(full(null), null)).isInstanceOf(Boot.NotYet.class);
  }

  private static Rke2Bootstrap full(@Nullable String url) {
    return new Rke2Bootstrap(
        AGENT_TOKEN,
        url,
        "--kubelet-arg=max-pods=50 --kubelet-arg=v=2 --selinux=true",
        NodeMarks.of(Map.of("kind", "yes"), List.of("dedicated=ci:NoSchedule", "gpu:NoExecute")),
        new Setup(List.of("10.0.1.0/24"), true, Additions.NONE));
  }

  private static Boot boot(Rke2Bootstrap rke2, @Nullable ClusterInfo cluster) {
    return rke2.boot(
        new JoiningMachine("ci-runner-1", "gpu", cluster, List.of("10.0.0.2"), null), null);
  }

  private static String text(Boot boot) {
    return ((Boot.With) boot).userData().reveal();
  }

  private static ClusterInfo cluster(String version) {
    return new ClusterInfo(version, null, Set.of(Permission.JOIN_TOKENS), Map.of());
  }
}
