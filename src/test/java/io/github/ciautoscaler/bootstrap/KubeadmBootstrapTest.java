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
import io.github.ciautoscaler.plan.Reason;
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
import org.yaml.snakeyaml.Yaml;

/** How a machine joins a kubeadm cluster, and what its script does, run by a real shell. */
class KubeadmBootstrapTest {

  private static final Secret OWN = new Secret("0123456789abcdef");
  private static final String SHARED = "fedcba.fedcba9876543210";
  private static final NodeMarks GPU =
      NodeMarks.of(Map.of("kind", "yes"), List.of("dedicated=ci:NoSchedule", "gpu:NoExecute"));

  @Test
  void the_user_data_is_what_stands_in_the_file() throws IOException {
    Golden.assertIs("kubeadm/user-data.yaml", text(boot(full(), cluster("v1.34.2"), "abcdef")));
  }

  @Test
  void the_kubelets_arguments_are_a_list_of_texts() {
    Rendered rendered = Rendered.of(text(boot(full(), cluster("v1.34.2"), "abcdef")));
    Map<String, Object> config =
        new Yaml().load(rendered.content("/etc/ci-autoscaler/kubeadm-join.yaml"));

    assertThat(config)
        .containsEntry("apiVersion", "kubeadm.k8s.io/v1beta4")
        .extractingByKey("nodeRegistration")
        .isEqualTo(
            Map.of(
                "name",
                "ci-runner-1",
                "taints",
                List.of(
                    Map.of("key", "dedicated", "value", "ci", "effect", "NoSchedule"),
                    Map.of("key", "gpu", "value", "", "effect", "NoExecute")),
                "kubeletExtraArgs",
                List.of(
                    Map.of(
                        "name",
                        "node-labels",
                        "value",
                        "ci-autoscaler.io/pool=gpu,kind=yes,managed-by=gitea-ci-autoscaler,"
                            + "node-role=ci-runner"),
                    Map.of("name", "node-ip", "value", "@node-ip@"),
                    Map.of("name", "cloud-provider", "value", "external"),
                    Map.of("name", "max-pods", "value", "50"))));
    assertThat(rendered.files())
        .extractingByKey("/etc/ci-autoscaler/kubeadm-join.yaml")
        .extracting(Rendered.File::permissions)
        .isEqualTo("0600");
  }

  @Test
  void the_machine_finds_its_address_and_blocks_the_metadata_before_it_joins(@TempDir Path dir)
      throws Exception {
    NewMachine machine = new NewMachine(dir);

    assertThat(machine.boot(text(boot(full(), cluster("v1.34.2"), "abcdef")), "sh")).isZero();

    assertThat(machine.diary())
        .containsSubsequence(
            "systemctl enable --now ci-autoscaler-block-metadata.service",
            "kubeadm join --config " + dir + "/etc/ci-autoscaler/kubeadm-join.yaml",
            "systemctl enable kubelet.service");
    assertThat(machine.read("joined-with"))
        .contains("10.0.1.7", "abcdef.0123456789abcdef")
        .doesNotContain("@node-ip@");
    assertThat(machine.has("etc/ci-autoscaler/kubeadm-join.yaml")).isFalse();
    assertThat(machine.read("etc/systemd/system/ci-autoscaler-block-metadata.service"))
        .contains("Before=kubelet.service")
        .doesNotContain("k3s");
  }

  @Test
  void an_image_without_kubeadm_a_network_that_never_comes_and_a_join_that_fails_say_so(
      @TempDir Path dir) throws Exception {
    String userData = text(boot(full(), cluster("v1.34.2"), "abcdef"));
    NewMachine bare = new NewMachine(dir.resolve("a")).without("kubeadm");
    NewMachine lone = new NewMachine(dir.resolve("b")).with("no-network");
    NewMachine refused = new NewMachine(dir.resolve("c")).with("join-fails");

    assertThat(bare.boot(userData, "sh")).isEqualTo(1);
    assertThat(bare.read("output")).contains("the image has no kubeadm");
    assertThat(lone.boot(userData, "sh")).isEqualTo(1);
    assertThat(lone.read("output")).contains("no address in 10.0.1.0/24");
    assertThat(refused.boot(userData, "sh")).isEqualTo(1);
    assertThat(refused.diary().stream().filter(line -> line.startsWith("kubeadm join"))).hasSize(3);
  }

  @Test
  void without_subnets_or_the_block_nothing_of_them_is_done(@TempDir Path dir) throws Exception {
    KubeadmBootstrap plain =
        new KubeadmBootstrap(
            null,
            "https://k8s.example.com",
            "",
            NodeMarks.NONE,
            new Setup(List.of(), false, Additions.NONE));
    String userData = text(boot(plain, cluster("v1.34.2"), "abcdef"));
    NewMachine machine = new NewMachine(dir).with("no-network");

    assertThat(machine.boot(userData, "sh")).isZero();
    assertThat(machine.read("joined-with")).contains("k8s.example.com:6443");
    assertThat(userData).doesNotContain("node-ip\"", "block-metadata.service\n  permissions");
  }

  @ParameterizedTest
  @CsvSource({
    "v1.34.2, true, OWN_TOKEN",
    "v1.34.2, false, SHARED_SECRET",
    "v1.34.2+k3s1, true, NONE",
    "v1.30.9, true, NONE"
  })
  void a_token_of_its_own_is_made_where_it_may_be_and_is_of_use(
      String version, boolean mayMakeTokens, Credential credential) {
    assertThat(full().credential(mayMakeTokens ? cluster(version) : poor(version)))
        .isEqualTo(credential);
  }

  @Test
  void the_shared_token_is_used_where_none_may_be_made() {
    assertThat(text(boot(full(), poor("v1.34.2"), null))).contains(SHARED);
    assertThat(text(boot(full(), cluster("v1.34.2"), "abcdef"))).doesNotContain(SHARED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "v1.34.2+k3s1 | write bootstrap: k3s",
        "v1.34.2+rke2r1 | write bootstrap: rke2",
        "v1.30.9 | upgrade it to v1.31 or later",
      })
  void a_cluster_that_kubeadm_cannot_join_is_refused_and_warned_of(String version, String mend) {
    ClusterInfo cluster = cluster(version);

    assertThat(refused(boot(full(), cluster, null))).contains(version, mend);
    assertThat(full().warnings(cluster, ServerAccess.PUBLIC, false))
        .singleElement()
        .satisfies(warning -> {
          assertThat(Reason.Code.valueOf(warning.code())).isEqualTo(Reason.Code.WRONG_CLUSTER);
          assertThat(warning.sentence()).contains(mend);
        });
  }

  @Test
  void nothing_boots_without_a_ca_or_without_any_token() {
    ClusterInfo unknown =
        new ClusterInfo("v1.34.2", null, Set.of(Permission.JOIN_TOKENS), Map.of());
    KubeadmBootstrap wrong =
        new KubeadmBootstrap(new Secret("K10abc::server:x"), null, "", NodeMarks.NONE, Setup.PLAIN);

    assertThat(refused(boot(full(), unknown, "abcdef"))).contains("CA is not known");
    assertThat(refused(boot(wrong, poor("v1.34.2"), null))).contains("grant the right");
    assertThat(boot(full(), null, null)).isInstanceOf(Boot.NotYet.class);
    assertThat(full().warnings(cluster("v1.34.2"), ServerAccess.PUBLIC, false))
        .extracting(Warning::code)
        .isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "--max-pods 50 | has '--max-pods', which is no option: write --name=value in one word",
        "--node-labels=a=b | has --node-labels, which we set: use the pool's key for it, or remove it",
        "--node-ip=$(hostname -I) | which only a shell expands",
        "--a='b | quote",
      })
  void arguments_that_could_not_be_meant_are_refused(String args, String why) {
    assertThat(KubeadmBootstrap.errorsInArguments(args)).first().asString().contains(why);
    assertThat(KubeadmBootstrap.errorsInArguments("--max-pods=50 '--x=a b'")).isEmpty();
  }

  @Test
  void no_token_is_ever_shown() {
    assertThat(full() + " " + boot(full(), cluster("v1.34.2"), "abcdef"))
        .doesNotContain("0123456789abcdef", SHARED);
  }

  private static KubeadmBootstrap full() {
    return new KubeadmBootstrap(
        new Secret(SHARED),
        null,
        "--cloud-provider=external --max-pods=50",
        GPU,
        new Setup(List.of("10.0.1.0/24", "fd00::/64"), true, Additions.NONE));
  }

  private static Boot boot(
      KubeadmBootstrap kubeadm, @Nullable ClusterInfo cluster, @Nullable String tokenId) {
    return kubeadm.boot(
        new JoiningMachine("ci-runner-1", "gpu", cluster, List.of("10.0.0.2"), tokenId),
        tokenId == null ? null : OWN);
  }

  private static String text(Boot boot) {
    return ((Boot.With) boot).userData().reveal();
  }

  private static String refused(Boot boot) {
    return ((Boot.Refused) boot).why();
  }

  private static ClusterInfo cluster(String version) {
    return new ClusterInfo(
        version, null, List.of("cd".repeat(32)), Set.of(Permission.JOIN_TOKENS), Map.of());
  }

  private static ClusterInfo poor(String version) {
    return new ClusterInfo(
        version,
        null,
        List.of("cd".repeat(32)),
        Set.of(),
        Map.of(Permission.JOIN_TOKENS, "a rule"));
  }
}
