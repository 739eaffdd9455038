package io.github.ciautoscaler.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.app.settings.SettingsLoader.Loaded;
import io.github.ciautoscaler.bootstrap.Additions;
import io.github.ciautoscaler.bootstrap.K3sBootstrap;
import io.github.ciautoscaler.bootstrap.KubeadmBootstrap;
import io.github.ciautoscaler.bootstrap.NodeMarks;
import io.github.ciautoscaler.bootstrap.OwnBootstrap;
import io.github.ciautoscaler.bootstrap.Rke2Bootstrap;
import io.github.ciautoscaler.bootstrap.Setup;
import io.github.ciautoscaler.bootstrap.TalosBootstrap;
import io.github.ciautoscaler.bootstrap.TemplateBootstrap;
import io.github.ciautoscaler.fleet.MachineBootstrap;
import io.github.ciautoscaler.settings.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How machines join, as the environment and a pool say, and what is wrong with it. */
class BootstrapsTest {

  private static final String TALOS = file("talos/given.yaml");

  private static String file(String name) {
    try {
      return Files.readString(Path.of("src/test/resources/bootstrap").resolve(name));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Configured with(String pool) {
    return Configured.withWhatIsRequired()
        .yaml(
            "config/application.yml",
            "autoscaler:\n  pools:\n    - " + pool.replace("; ", "\n      "));
  }

  private static MachineBootstrap bootstrap(Configured configured) {
    Loaded loaded = configured.read();
    assertThat(loaded.problems()).isEmpty();
    return loaded.settings().pools().getFirst().template().bootstrap();
  }

  @Test
  void a_talos_pool_takes_its_config_written_out_or_in_base64_or_from_a_file(@TempDir Path dir)
      throws IOException {
    Path file = Files.writeString(dir.resolve("worker.yaml"), TALOS);
    String indented = TALOS.indent(10);

    MachineBootstrap first = bootstrap(with("name: a; cloud-init: |\n" + indented));

    assertThat(first).isInstanceOf(TalosBootstrap.class);
    assertThat(bootstrap(with("name: a; bootstrap: talos; cloud-init: " + encoded(TALOS))))
        .isEqualTo(first);
    assertThat(bootstrap(with("name: a; bootstrap: talos; cloud-init-file: " + file)))
        .isEqualTo(first);
    assertThat(
            bootstrap(
                with("name: a; bootstrap: TALOS").variable("HCLOUD_CLOUD_INIT", encoded(TALOS))))
        .isEqualTo(first);
    assertThat(
            bootstrap(
                Configured.withWhatIsRequired().variable("HCLOUD_CLOUD_INIT", encoded(TALOS))))
        .isEqualTo(first);
  }

  @Test
  void the_labels_taints_and_subnets_of_a_talos_pool_are_its_nodes() {
    assertThat(
            bootstrap(
                with("name: a; bootstrap: talos; node-labels: [kind=gpu]; node-taints:"
                        + " [dedicated=ci:NoSchedule]; node-subnets: [10.0.1.0/24,"
                        + " '!fd00::/8']")
                    .variable("HCLOUD_CLOUD_INIT", encoded(TALOS))))
        .isInstanceOfSatisfying(
            TalosBootstrap.class,
            talos -> {
              assertThat(talos.marks())
                  .isEqualTo(
                      NodeMarks.of(Map.of("kind", "gpu"), List.of("dedicated=ci:NoSchedule")));
              assertThat(talos.subnets()).containsExactly("10.0.1.0/24", "!fd00::/8");
            });
  }

  @Test
  void the_cluster_secret_is_asked_for_where_some_machine_joins_with_it() {
    Configured all =
        with("name: a").without("CLUSTER_SECRET").variable("HCLOUD_CLOUD_INIT", encoded(TALOS));
    Configured some =
        with("name: a\n    - name: b; bootstrap: k3s")
            .without("CLUSTER_SECRET")
            .variable("HCLOUD_CLOUD_INIT", encoded(TALOS));

    assertThat(all.problems()).isEmpty();
    assertThat(some.problems()).containsExactly("CLUSTER_SECRET is missing");
  }

  @Test
  void one_pool_may_join_otherwise_than_the_environment() {
    List<MachineBootstrap> both =
        with("name: a\n    - name: b; bootstrap: k3s")
            .variable("HCLOUD_CLOUD_INIT", encoded(TALOS))
            .settings()
            .pools()
            .stream()
            .map(pool -> pool.template().bootstrap())
            .toList();

    assertThat(both.getFirst()).isInstanceOf(TalosBootstrap.class);
    assertThat(both.getLast()).isInstanceOf(K3sBootstrap.class);
    assertThat(
            bootstrap(with("name: a; bootstrap: k3s; cloud-init: " + encoded("#!/bin/sh\ntrue"))))
        .isInstanceOf(OwnBootstrap.class);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "bootstrap: rancher | .bootstrap is 'rancher', which nobody understands",
        "bootstrap: talos | .bootstrap is talos, and there is no machine config",
        "bootstrap: talos; cloud-init: SCRIPT | .cloud-init is no Talos machine config",
        "bootstrap: k3s; cloud-init: TALOS | .bootstrap is k3s, and autoscaler.pools[0].cloud-init is a Talos machine config",
        "bootstrap: talos; cloud-init: '!' | .cloud-init is not base64",
        "cloud-init: PLANE | .cloud-init is of a control-plane node (machine.type is controlplane): every machine that jobs bring would become one",
        "cloud-init: POOR | .cloud-init lacks machine.token, cluster.controlPlane.endpoint, without which no machine joins",
        "cloud-init: LARGE | .cloud-init cannot be used: the user-data has 3",
        "cloud-init: TALOS; node-labels: [node-role.kubernetes.io/ci=x] | .node-labels sets the node label node-role.kubernetes.io/ci, which the kubelet refuses, so that no machine would ever join",
        "cloud-init: TALOS; node-labels: [a.k8s.io/ci=x] | .node-labels sets the node label a.k8s.io/ci, which the kubelet refuses, so that no machine would ever join",
        "cloud-init: TALOS; node-labels: [\"a=b\\nc: d\"] | .node-labels has 'a=b",
        "cloud-init: TALOS; node-taints: [ci] | .node-taints sets the node taint 'ci', which the kubelet does not take, so that no machine would ever join",
        "cloud-init: TALOS; node-taints: ['a=$(id):NoSchedule'] | .node-taints sets the node taint 'a=$(id):NoSchedule', which the kubelet does not take, so that no machine would ever join",
        "bootstrap: kubeadm; cloud-init: SCRIPT | .cloud-init replaces the whole user-data, so that nothing would come of autoscaler.pools[0].bootstrap",
        "bootstrap: kubeadm; agent-args: --max-pods | .agent-args has '--max-pods', which is no option",
        "bootstrap: kubeadm; agent-args: --node-ip=10.0.0.7 | .agent-args has --node-ip, which we set",
        "bootstrap: rke2; cloud-init: SCRIPT | .cloud-init replaces the whole user-data, so that nothing would come of autoscaler.pools[0].bootstrap",
        "bootstrap: rke2; agent-args: --server=https://a:9345 | .agent-args has --server, which we set",
        "bootstrap: rke2; agent-args: --node-external-ip=$(curl a) | .agent-args has '--node-external-ip=…', which only a shell expands",
        "bootstrap: template | .bootstrap is template, and there is no text",
        "bootstrap: template; cloud-init: TYPO | .cloud-init has {{tokn}}, which nobody fills in",
        "bootstrap: template; cloud-init: BROKEN | .cloud-init is a cloud-config that does not parse as YAML (line 2)",
        "bootstrap: template; cloud-init: '!' | .cloud-init is not base64",
        "bootstrap: kubeadm; node-subnets: ['!10.0.1.0/24'] | .node-subnets excludes a subnet, which only Talos can",
        "bootstrap: kubeadm; node-labels: [kubernetes.io/role=ci] | .node-labels sets the node label kubernetes.io/role, which the kubelet refuses",
        "cloud-init: TALOS; node-subnets: [10.0.1.0] | .node-subnets has '10.0.1.0', which is no subnet",
        "cloud-init: TALOS; node-subnets: [10.0.1.0/40] | .node-subnets has '10.0.1.0/40', which is no subnet",
      })
  void what_is_wrong_is_named_with_its_place(String pool, String said) {
    String given =
        pool.replace("SCRIPT", encoded("#!/bin/sh\ntrue"))
            .replace("TYPO", encoded("#!/bin/sh\njoin {{ tokn }} {{name}}"))
            .replace("BROKEN", encoded("#cloud-config\nhostname: [ {{name}}"))
            .replace("TALOS", encoded(TALOS))
            .replace("PLANE", encoded(TALOS.replace("type: worker", "type: controlplane")))
            .replace(
                "POOR",
                encoded(TALOS.replace("token: d8", "tokens: d8").replace("endpoint:", "address:")))
            .replace(
                "LARGE",
                encoded(TALOS.replace("SANs: []", "SANs: [\"" + "x".repeat(33_000) + "\"]")));
    List<Problem> problems = with("name: a; " + given).read().problems();

    assertThat(problems)
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.described()).startsWith("autoscaler.pools[0]" + said);
          assertThat(problem.mend()).isNotBlank();
          assertThat(problem.toString()).doesNotContain("0123456789abcdef");
        });
  }

  @Test
  void a_kubeadm_pool_asks_for_no_secret_and_takes_arguments_of_the_kubelet() {
    Configured configured =
        with("name: a; bootstrap: kubeadm; agent-args: --max-pods=50; node-labels: [a=b];"
                + " node-subnets: [10.0.1.0/24]")
            .without("CLUSTER_SECRET");

    assertThat(bootstrap(configured))
        .isEqualTo(
            new KubeadmBootstrap(
                null,
                null,
                "--max-pods=50",
                NodeMarks.of(Map.of("a", "b"), List.of()),
                new Setup(List.of("10.0.1.0/24"), true, Additions.NONE)));
    assertThat(
            bootstrap(Configured.withWhatIsRequired().variable("BOOTSTRAP", "kubeadm")).toString())
        .startsWith("KubeadmBootstrap")
        .contains("kubeletArgs=,");
  }

  @Test
  void an_rke2_pool_joins_by_the_cluster_secret() {
    assertThat(bootstrap(with("name: a; bootstrap: rke2"))).isInstanceOf(Rke2Bootstrap.class);
    assertThat(with("name: a; bootstrap: rke2").without("CLUSTER_SECRET").problems())
        .containsExactly("CLUSTER_SECRET is missing");
  }

  @Test
  void an_unknown_placeholder_comes_with_the_nearest_and_all_known_ones() {
    String text = encoded("#!/bin/sh\njoin {{tokn}}");

    assertThat(with("name: a; bootstrap: template; cloud-init: " + text).read().problems())
        .extracting(Problem::mend)
        .containsExactly(
            "Did you mean {{token}}? There are ca-hash, ca-key-hash, labels, name, pool, server,"
                + " taints, token, version.");
  }

  @Test
  void a_template_may_be_of_any_kind_and_asks_for_no_secret() {
    Configured configured =
        with("name: a; bootstrap: template; cloud-init: " + encoded("join: {{token}}"))
            .without("CLUSTER_SECRET");

    assertThat(bootstrap(configured)).isInstanceOf(TemplateBootstrap.class);
    assertThat(configured.read().warnings())
        .containsExactly(
            "autoscaler.pools[0].cloud-init is of no kind that we know: it goes to the machine as"
                + " it is");
  }

  @Test
  void what_has_no_effect_is_a_warning() {
    assertThat(
            with("name: a; agent-args: --debug; cloud-init: " + encoded(TALOS)).read().warnings())
        .containsExactly("autoscaler.pools[0].agent-args has no effect: Talos takes none of them");
    assertThat(
            with("name: a; node-subnets: [10.0.0.0/8]; agent-args: --node-ip=$(hostname -I)")
                .read()
                .warnings())
        .containsExactly(
            "autoscaler.pools[0].node-subnets has no effect: --node-ip, which the agent is given"
                + " too, holds");
  }

  @Test
  void no_part_of_a_config_is_shown() {
    Configured configured =
        with("name: a; cloud-init: " + encoded(TALOS)).without("CLUSTER_SECRET");

    assertThat(configured.settings().toString()).doesNotContain("0123456789abcdef", "trustd");
  }
}
