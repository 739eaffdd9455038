package io.github.ciautoscaler.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.app.settings.SettingsLoader.Loaded;
import io.github.ciautoscaler.bootstrap.Additions;
import io.github.ciautoscaler.bootstrap.K3sBootstrap;
import io.github.ciautoscaler.bootstrap.KubeadmBootstrap;
import io.github.ciautoscaler.bootstrap.Rke2Bootstrap;
import io.github.ciautoscaler.bootstrap.Setup;
import io.github.ciautoscaler.fleet.MachineBootstrap;
import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.settings.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a pool tells kubelets and container runtimes, and what is wrong with it. */
class NodeReadTest {

  private static final String REGISTRIES =
      """
      registries: |
        mirrors:
          docker.io:
            endpoint: [https://mirror.example.com]
        configs:
          mirror.example.com:
            auth: {username: ci, password: hidden}
      """;

  private static Configured with(String pool) {
    return Configured.withWhatIsRequired()
        .yaml("config/application.yml", "autoscaler:\n  pools:\n" + pool.indent(4));
  }

  private static MachineBootstrap bootstrap(Configured configured) {
    Loaded loaded = configured.read();
    assertThat(loaded.problems()).isEmpty();
    return loaded.settings().pools().getFirst().template().bootstrap();
  }

  private static Configured full(String bootstrap, String more) {
    return with(
        "- name: ci\n  bootstrap: "
            + bootstrap
            + "\n  max-pods: 50\n  cloud-controller: true\n"
            + more.indent(2));
  }

  @Test
  void a_k3s_agent_is_told_so_before_what_its_owner_says() {
    MachineBootstrap made =
        bootstrap(full("k3s", "agent-args: --kubelet-arg=max-pods=60\n" + REGISTRIES));

    assertThat(made)
        .isInstanceOfSatisfying(
            K3sBootstrap.class,
            k3s -> {
              assertThat(k3s.agentArgs())
                  .isEqualTo(
                      "\"--kubelet-arg=max-pods=50\" \"--kubelet-arg=cloud-provider=external\""
                          + " \"--kubelet-arg=provider-id=hcloud://"
                          + "$(cat /var/lib/cloud/data/instance-id)\""
                          + " --kubelet-arg=max-pods=60");
              assertThat(files(k3s.setup())).containsExactly("/etc/rancher/k3s/registries.yaml");
            });
  }

  @Test
  void rke2_and_kubeadm_are_told_so_in_their_files() {
    assertThat(bootstrap(full("rke2", REGISTRIES)))
        .isInstanceOfSatisfying(
            Rke2Bootstrap.class,
            rke2 -> {
              assertThat(rke2.agentArgs())
                  .contains("kubelet-arg=provider-id=hcloud://@instance-id@");
              assertThat(files(rke2.setup())).containsExactly("/etc/rancher/rke2/registries.yaml");
            });
    assertThat(bootstrap(full("kubeadm", "")))
        .isInstanceOfSatisfying(
            KubeadmBootstrap.class,
            kubeadm ->
                assertThat(kubeadm.kubeletArgs())
                    .isEqualTo(
                        "\"--max-pods=50\" \"--cloud-provider=external\""
                            + " \"--provider-id=hcloud://@instance-id@\" "));
  }

  private static List<String> files(Setup setup) {
    assertThat(setup.additions().files())
        .extracting(Additions.File::content)
        .first()
        .extracting(Secret::reveal)
        .asString()
        .contains("password: hidden");
    return setup.additions().files().stream().map(Additions.File::path).toList();
  }

  @Test
  void a_registry_that_the_clusters_own_mirror_serves_has_nothing_beside_its_name() {
    Configured configured =
        full("k3s", "registries: |\n  mirrors:\n    docker.io:\n    '*':\n  configs:\n");

    assertThat(configured.read().problems()).isEmpty();
    assertThat(configured.read().warnings()).isEmpty();
  }

  @Test
  void a_password_for_a_registry_is_warned_of_and_never_shown() {
    Loaded loaded = full("k3s", REGISTRIES).read();

    assertThat(loaded.warnings())
        .containsExactly(
            "autoscaler.pools[0].registries has a password in configs.mirror.example.com, which"
                + " whoever is root on a machine reads, a job too: take one that may only read");
    assertThat(loaded.settings().toString()).doesNotContain("hidden");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "max-pods: 0 | max-pods is 0, and a kubelet takes from 1 to 10000 | as in max-pods: 50.",
        "max-pods: many | max-pods is 'many', which is not a whole number | Write digits only",
        "max-pods: 20000 | max-pods is 20000, and a kubelet takes from 1 to 10000 | as in max-pods: 50.",
        "cloud-controller: hetzner | cloud-controller is 'hetzner', which is neither true nor false | Write true or false",
        "registries: 'mirrors: [hidden' | registries does not parse as YAML (line 1) | Mend it.",
        "registries: hidden | registries is no mapping | as K3s' documentation of registries.yaml shows.",
        "registries: 'mirror: {a: {}}' | registries has mirror, which K3s does not know | Write one of auths, configs, mirrors.",
        "registries: 'mirrors: [hidden]' | registries has mirrors, which is no mapping | as K3s' documentation",
        "registries: 'mirrors: {docker.io: hidden}' | registries has mirrors.docker.io, which is no mapping | as K3s' documentation",
        "registries: 'mirrors: {docker.io: {endpoints: []}}' | registries has mirrors.docker.io.endpoints, which K3s does not know | Write one of endpoint, rewrite.",
        "registries: 'mirrors: {docker.io: {endpoint: hidden}}' | registries has mirrors.docker.io.endpoint, which is no list of addresses | Write each as https://mirror.example.com.",
        "registries: 'mirrors: {docker.io: {endpoint: [hidden]}}' | registries has mirrors.docker.io.endpoint, which is no list of addresses | Write each as https://mirror.example.com.",
        "registries: 'configs: {a.b: {password: hidden}}' | registries has configs.a.b.password, which K3s does not know | Write one of auth, tls.",
        "registries: {mirrors: {a: b}} | registries.mirrors.a is no setting of ours | Did you mean autoscaler.pools[0].registries?",
        "registries: 'mirrors: {}'; files: [{path: /etc/rancher/k3s/registries.yaml, content: hidden}] | files[0].path is '/etc/rancher/k3s/registries.yaml', and a file before it has that path | Write each file once.",
        "bootstrap: kubeadm; registries: 'mirrors: {}' | registries would come to nothing: only K3s and RKE2 read registries.yaml | Write files below /etc/containerd/certs.d instead.",
        "cloud-init: SCRIPT; max-pods: 5 | max-pods would come to nothing: the owner's user-data replaces the whole generated one | leave out cloud-init.",
        "cloud-init: SCRIPT; cloud-controller: true | cloud-controller would come to nothing: the owner's user-data | leave out cloud-init.",
        "bootstrap: template; cloud-init: SCRIPT; registries: 'mirrors: {}' | registries would come to nothing: the text says all that its machines do | Write it into the text.",
        "node-subnets: ['!10.0.1.0/24'] | node-subnets excludes a subnet, which only Talos can | Name just those",
      })
  void what_is_wrong_is_named_with_its_place(String pool, String said, String mend) {
    String script =
        Base64.getEncoder().encodeToString("#!/bin/sh\ntrue".getBytes(StandardCharsets.UTF_8));
    String given = pool.replace("SCRIPT", script).replace("; ", "\n  ");

    List<Problem> problems = with("- name: a\n  " + given).read().problems();

    assertThat(problems)
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.described()).startsWith("autoscaler.pools[0]." + said);
          assertThat(problem.mend()).contains(mend);
          assertThat(problem.toString()).doesNotContain("hidden");
        });
  }
}
