package io.github.ciautoscaler.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.ClusterInfo;
import io.github.ciautoscaler.fleet.JoiningMachine;
import io.github.ciautoscaler.fleet.MachineBootstrap.Boot;
import io.github.ciautoscaler.fleet.MachineBootstrap.Credential;
import io.github.ciautoscaler.fleet.MachineBootstrap.Warning;
import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.fleet.ServerAccess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

/** What a machine's own Talos config says, and which configs are refused before one is paid for. */
class TalosBootstrapTest {

  private static final NodeMarks GPU =
      NodeMarks.of(Map.of("kind", "yes"), List.of("dedicated=ci:NoSchedule", "gpu:NoExecute"));

  @Test
  void a_machine_config_of_one_document_is_patched_where_its_things_stand() throws IOException {
    Golden.assertIs(
        "talos/one-document.yaml",
        text(bootstrap("talos/given.yaml", GPU, List.of("10.0.1.0/24", "!10.0.1.2/32"))));
  }

  @Test
  void a_machine_config_of_many_documents_is_patched_where_its_things_stand() throws IOException {
    Golden.assertIs(
        "talos/many-documents.yaml",
        text(bootstrap("talos/given-documents.yaml", GPU, List.of("10.0.1.0/24"))));
  }

  /** talosctl 1.12 and 1.13 write one document of the old form, and a HostnameConfig. */
  @Test
  void a_host_name_stands_in_one_place_only() throws IOException {
    String given =
        Golden.file("talos/given.yaml").replace("network: {}", "network: {hostname: x, mtu: 1}")
            + "---\napiVersion: v1alpha1\nkind: HostnameConfig\nauto: stable\n";

    List<Map<String, Object>> documents =
        documents(text(new TalosBootstrap(usable(given), NodeMarks.NONE, List.of())));

    assertThat(documents).hasSize(2);
    assertThat(documents.getLast())
        .isEqualTo(
            Map.of("apiVersion", "v1alpha1", "kind", "HostnameConfig", "hostname", "ci-runner-1"));
    assertThat(at(documents.getFirst(), "machine", "network")).isEqualTo(Map.of("mtu", 1));
  }

  @Test
  void what_is_not_patched_stays_as_it_was() throws IOException {
    String given = Golden.file("talos/given.yaml");
    Map<String, Object> before = documents(given).getFirst();
    Map<String, Object> after =
        documents(text(bootstrap("talos/given.yaml", NodeMarks.NONE, List.of()))).getFirst();

    assertThat(after.get("cluster")).isEqualTo(before.get("cluster"));
    assertThat(at(after, "machine", "kubelet")).isEqualTo(at(before, "machine", "kubelet"));
    assertThat(at(after, "machine", "nodeLabels"))
        .isEqualTo(
            Map.of(
                "topology.kubernetes.io/zone", "fsn1",
                "ci-autoscaler.io/pool", "gpu",
                "managed-by", "gitea-ci-autoscaler",
                "node-role", "ci-runner"));
  }

  @Test
  void a_mapping_that_is_used_twice_is_changed_in_one_place() throws IOException {
    String given =
        Golden.file("talos/given.yaml")
            .replace("    nodeLabels:\n", "    nodeAnnotations: &both\n")
            .replace("    sysctls:", "    nodeLabels: *both\n    sysctls:");

    Map<String, Object> after =
        documents(text(new TalosBootstrap(usable(given), NodeMarks.NONE, List.of()))).getFirst();

    assertThat(at(after, "machine", "nodeAnnotations"))
        .isEqualTo(Map.of("topology.kubernetes.io/zone", "fsn1"));
    assertThat(at(after, "machine", "nodeLabels").toString()).contains("fsn1", "ci-runner");
  }

  @Test
  void it_needs_nothing_of_the_cluster_and_no_token() throws IOException {
    TalosBootstrap talos = bootstrap("talos/given.yaml", NodeMarks.NONE, List.of());

    assertThat(talos.credential(cluster("v1.34.2"))).isEqualTo(Credential.NONE);
    assertThat(text(talos)).doesNotStartWith("#").contains("hostname: \"ci-runner-1\"");
  }

  @Test
  void nothing_of_the_config_is_ever_shown() throws IOException {
    TalosBootstrap talos = bootstrap("talos/given.yaml", NodeMarks.NONE, List.of());

    assertThat(talos + " " + talos.boot(machine(null), null))
        .doesNotContain("0123456789abcdef", "trustd", "203.0.113.10");
  }

  @ParameterizedTest
  @CsvSource({
    "v1.33.7, true",
    "v1.30.1, false",
    "v1.34.2, false",
    "v1.37.0, false",
    "v1.38.0, true",
    "unreadable, false"
  })
  void a_kubelet_that_does_not_fit_the_cluster_is_refused_with_both_versions(
      String version, boolean isRefused) throws IOException {
    TalosBootstrap talos = bootstrap("talos/given.yaml", NodeMarks.NONE, List.of());
    String clusters = version.equals("v1.30.1") ? "v1.34.9" : version;

    List<Warning> warnings = talos.warnings(cluster(clusters), ServerAccess.PUBLIC, false);

    assertThat(warnings).hasSize(isRefused ? 1 : 0);
    assertThat(talos.boot(machine(cluster(clusters)), null))
        .isInstanceOf(isRefused ? Boot.Refused.class : Boot.With.class);
    warnings.forEach(warning -> {
      assertThat(warning.code()).isEqualTo("VERSION_SKEW");
      assertThat(warning.sentence()).contains(version, "v1.34.2");
    });
  }

  @Test
  void more_than_hetzner_takes_is_refused_and_never_packed() throws IOException {
    String given =
        Golden.file("talos/given.yaml")
            .replace("certSANs: []", "certSANs: [\"" + "x".repeat(32 * 1024 - 1200) + "\"]");

    assertThat(new TalosBootstrap(usable(given), GPU, List.of()).boot(machine(null), null))
        .isInstanceOfSatisfying(
            Boot.Refused.class, refused -> assertThat(refused.why()).contains("32768"));
  }

  @ParameterizedTest(name = "{0} {1} -> {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "type: worker | type: controlplane | machine.type is controlplane",
        "type: worker | type: init | machine.type is init",
        "type: worker | kind: worker | no machine.type that Talos knows",
        "type: worker | type: Worker | no machine.type that Talos knows",
        "token: d8cwfa.trustdtrustdtrus | token: '' | lacks machine.token,",
        "token: abcdef.0123456789abcdef | x: y | lacks cluster.token,",
        "endpoint: https://203.0.113.10:6443 | endpoint: '' | lacks cluster.controlPlane.endpoint,",
        "endpoint: https://203.0.113.10:6443 | endpoint: 203.0.113.10:6443 | no https:// address",
        "cluster: | clusters: | lacks cluster.token, cluster.ca.crt, cluster.controlPlane.endpoint,",
        "key: \"\" | key: a2V5 | holds the key of a CA (machine.ca.key)",
        "persist: true | persist: false | persist: false",
        "discovery: | etcd: | cluster.etcd",
        "topology.kubernetes.io/zone: | node-role.kubernetes.io/ci: | the node label node-role.kubernetes.io/ci, which the kubelet refuses",
        "topology.kubernetes.io/zone: | node-restriction.kubernetes.io/ci: | which the kubelet refuses",
        "topology.kubernetes.io/zone: fsn1 | 'zone': 'fsn 1' | which Kubernetes does not take",
        "debug: false | persist: true | the key persist twice",
        "rbac: yes | kubePrism: {} | the key kubePrism twice in one mapping (line 28)",
        "debug: false | debug: [ | does not parse as YAML",
        "version: v1alpha1 | #cloud-config: | no Talos machine config",
      })
  void a_config_with_which_no_worker_joins_is_refused(String what, String other, String why)
      throws IOException {
    String given = Golden.file("talos/given.yaml");
    assertThat(given).contains(what);

    assertThat(TalosConfig.check(new Secret(given.replaceFirst(what.replace(".", "\\."), other))))
        .isInstanceOfSatisfying(
            TalosConfig.Useless.class,
            useless -> {
              assertThat(useless.what()).contains(why).doesNotContain("0123456789abcdef");
              assertThat(useless.mend()).isNotBlank();
            });
  }

  /** What Talos calls "unknown keys found during decoding", where the right place is known. */
  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "debug: false | nodeLabels: {a: b} | nodeLabels at its margin, | machine.nodeLabels.",
        "network: {} | nodeIP: {} | machine.nodeIP, | machine.kubelet.nodeIP.",
        "network: {} | hostname: a | machine.hostname, | machine.network.hostname.",
        "network: {} | network: {nodeLabels: {}} | machine.network.nodeLabels, | machine.nodeLabels.",
        "clusterName: ci | endpoint: https://a:6443 | cluster.endpoint, | cluster.controlPlane.endpoint.",
        "clusterName: ci | registries: {} | cluster.registries, | cluster.discovery.registries or machine.registries.",
      })
  void a_key_in_a_wrong_place_is_refused_with_the_right_one(
      String what, String other, String where, String place) throws IOException {
    String wrong = Golden.file("talos/given.yaml").replace(what, other);

    assertThat(TalosConfig.check(new Secret(wrong)))
        .isEqualTo(
            new TalosConfig.Useless(
                "has "
                    + where
                    + " where Talos knows no such key, so that it refuses the whole config",
                "Write it as " + place));
  }

  /** As Cozystack's guide has it: without machine.network and machine.install. */
  @Test
  void the_talos_guides_config_is_taken_without_a_word() throws IOException {
    String guides =
        Golden.file("talos/given.yaml")
            .replace(
                "    network: {}\n",
                """
                    nodeAnnotations:
                        kilo.squat.ai/location: hetzner-cloud
                        kilo.squat.ai/persistent-keepalive: "20"
                    registries:
                        mirrors:
                            docker.io:
                                endpoints:
                                    - https://mirror.gcr.io
                """);

    assertThat(TalosConfig.check(new Secret(guides)))
        .isInstanceOfSatisfying(
            TalosConfig.Usable.class, usable -> assertThat(usable.warnings()).isEmpty());
  }

  @Test
  void two_documents_without_a_kind_or_none_are_refused() {
    assertThat(useless("apiVersion: v1alpha1\nkind: HostnameConfig\nhostname: a\n"))
        .contains("no document with machine:");
    assertThat(useless("version: v1alpha1\nmachine: {}\n---\nmachine: {}\n"))
        .contains("2 documents without a kind");
    assertThat(useless("version: v1alpha1\nmachine: {}\n---\n- a\n")).contains("no mapping");
  }

  @Test
  void what_talos_may_not_know_and_what_comes_to_nothing_is_warned_of() throws IOException {
    String given =
        Golden.file("talos/given.yaml")
            .replace("    sysctls:", "    nodeTaints: {a: b:NoSchedule}\n    sysctl:");

    assertThat(TalosConfig.check(new Secret(given)))
        .isInstanceOfSatisfying(
            TalosConfig.Usable.class,
            usable ->
                assertThat(usable.warnings())
                    .satisfiesExactly(
                        key -> assertThat(key).contains("machine.sysctl,"),
                        taint -> assertThat(taint).contains("node-taints")));
  }

  private static String useless(String text) {
    return ((TalosConfig.Useless) TalosConfig.check(new Secret(text))).what();
  }

  private static TalosConfig usable(String text) {
    return ((TalosConfig.Usable) TalosConfig.check(new Secret(text))).config();
  }

  private static TalosBootstrap bootstrap(String file, NodeMarks marks, List<String> subnets)
      throws IOException {
    return new TalosBootstrap(usable(Golden.file(file)), marks, subnets);
  }

  private static String text(TalosBootstrap talos) {
    return ((Boot.With) talos.boot(machine(null), null)).userData().reveal();
  }

  private static JoiningMachine machine(@Nullable ClusterInfo cluster) {
    return new JoiningMachine("ci-runner-1", "gpu", cluster, List.of(), null);
  }

  private static ClusterInfo cluster(String version) {
    return new ClusterInfo(version, null, Set.of(), Map.of());
  }

  private static List<Map<String, Object>> documents(String text) {
    List<Map<String, Object>> documents = new ArrayList<>();
    new Yaml().loadAll(text).forEach(it -> documents.add(cast(it)));
    return documents;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> cast(Object document) {
    return (Map<String, Object>) document;
  }

  private static Object at(Map<String, Object> document, String... path) {
    Object found = document;
    for (String key : path) {
      found = Objects.requireNonNull(cast(found).get(key), key);
    }
    return found;
  }
}
