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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a machine joins a K3s cluster, what that takes, and what is said about it. */
class K3sBootstrapTest {

  private static final Secret SERVER_TOKEN = new Secret("K10" + "ab".repeat(32) + "::server:pw");
  private static final Secret AGENT_TOKEN = new Secret("K10" + "ab".repeat(32) + "::node:pw");
  private static final String K3S = "v1.34.2+k3s1";

  @ParameterizedTest
  @CsvSource({
    "v1.34.2+k3s1, true, OWN_TOKEN",
    "v1.34.2+k3s1, false, SHARED_SECRET",
    "v1.24.10+k3s1, true, SHARED_SECRET",
    "v1.34.2+rke2r1, true, NONE"
  })
  void a_token_of_its_own_is_made_where_it_may_be_and_is_understood(
      String version, boolean mayMakeTokens, Credential credential) {
    assertThat(with(SERVER_TOKEN, "").credential(cluster(version, mayMakeTokens)))
        .isEqualTo(credential);
  }

  @Test
  void the_machines_own_token_is_preferred_to_the_shared_secret() {
    K3sBootstrap bootstrap = with(AGENT_TOKEN, "");

    assertThat(text(bootstrap.boot(machine("abcdef"), new Secret("0123456789abcdef"))))
        .contains("abcdef.0123456789abcdef", "https://10.0.0.2:6443")
        .doesNotContain(AGENT_TOKEN.reveal());
    assertThat(text(bootstrap.boot(machine(null), null))).contains(AGENT_TOKEN.reveal());
  }

  @Test
  void nothing_boots_while_no_control_plane_is_known() {
    JoiningMachine lost =
        new JoiningMachine("ci-runner-1", "default", cluster(K3S, true), List.of(), null);

    assertThat(with(AGENT_TOKEN, "").boot(lost, null))
        .isInstanceOfSatisfying(
            Boot.NotYet.class, boot -> assertThat(boot.why()).contains("set K3S_URL"));
    assertThat(
            text(
                new K3sBootstrap(AGENT_TOKEN, "https://k3s:6443", "", Setup.PLAIN)
                    .boot(lost, null)))
        .contains("https://k3s:6443");
  }

  @Test
  void no_machine_boots_for_another_distribution_or_with_arguments_no_shell_reads() {
    JoiningMachine foreign =
        new JoiningMachine(
            "ci-runner-1", "default", cluster("v1.34.2", true), List.of("10.0.0.2"), null);

    assertThat(with(AGENT_TOKEN, "").boot(foreign, null))
        .isInstanceOfSatisfying(
            Boot.Refused.class, boot -> assertThat(boot.why()).contains("HCLOUD_CLOUD_INIT"));
    assertThat(with(AGENT_TOKEN, "--node-label='a").boot(machine(null), null))
        .isInstanceOfSatisfying(
            Boot.Refused.class, boot -> assertThat(boot.why()).contains("K3S_AGENT_ARGS"));
  }

  @Test
  void a_server_token_is_warned_of_where_join_tokens_may_not_be_made() {
    assertThat(codes(cluster(K3S, false), with(SERVER_TOKEN, "")))
        .containsExactly("SERVER_TOKEN_GIVEN_AWAY");
  }

  @Test
  void a_server_token_that_reaches_no_machine_is_not_warned_of() {
    assertThat(codes(cluster(K3S, true), with(SERVER_TOKEN, ""))).isEmpty();
    assertThat(codes(cluster(K3S, false), with(AGENT_TOKEN, ""))).isEmpty();
  }

  @Test
  void a_k3s_too_old_for_bootstrap_tokens_is_named_with_what_is_used_instead() {
    List<Warning> warnings = about(cluster("v1.24.10+k3s1", true), with(SERVER_TOKEN, ""));

    assertThat(warnings)
        .extracting(Warning::code)
        .containsExactly("NO_BOOTSTRAP_TOKENS", "SERVER_TOKEN_GIVEN_AWAY");
    assertThat(warnings.getFirst().sentence())
        .contains("K3s v1.24.10+k3s1", "CLUSTER_SECRET", "upgrade K3s");
    assertThat(codes(cluster("v1.24.10+k3s1", true), with(AGENT_TOKEN, "")))
        .containsExactly("NO_BOOTSTRAP_TOKENS");
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1.34.2", "v1.34.2+rke2r1", "v1.31.0-eks-1", "v1.34.2+k0s"})
  void a_cluster_that_is_no_k3s_is_named(String version) {
    assertThat(about(cluster(version, true), with(SERVER_TOKEN, "")))
        .singleElement()
        .satisfies(warning -> {
          assertThat(warning.code()).isEqualTo("NOT_K3S");
          assertThat(warning.sentence()).contains(version, "HCLOUD_CLOUD_INIT");
        });
  }

  @Test
  void every_code_that_is_said_is_in_the_list_of_reasons() {
    ServerAccess ipv6Only = new ServerAccess(List.of(), List.of(), List.of(), false, true);
    K3sBootstrap odd = with(SERVER_TOKEN, "--max-pods=9");
    Set<String> said = new HashSet<>();
    for (String version : List.of("v1.34.2+k3s1", "v1.24.10+k3s1", "v1.34.2")) {
      for (boolean mayMakeTokens : List.of(true, false)) {
        odd.warnings(cluster(version, mayMakeTokens), ipv6Only, false)
            .forEach(warning -> said.add(warning.code()));
      }
    }

    assertThat(said)
        .hasSize(4)
        .isSubsetOf(Stream.of(Reason.Code.values()).map(Reason.Code::name).toList());
  }

  @Test
  void the_usual_settings_raise_no_doubt() {
    assertThat(with(AGENT_TOKEN, "").warnings(null, ServerAccess.PUBLIC, false)).isEmpty();
  }

  @Test
  void machines_with_ipv6_only_fetch_no_k3s_until_one_did() {
    ServerAccess ipv6Only = new ServerAccess(List.of(), List.of(), List.of(), false, true);

    assertThat(with(AGENT_TOKEN, "").warnings(null, ipv6Only, false))
        .singleElement()
        .satisfies(doubt ->
            assertThat(doubt.sentence())
                .contains("HCLOUD_PUBLIC_IPV4", "IPv6 only", "GitHub, which has no IPv6")
                .contains("Leave IPv4 on", "NAT gateway", "HCLOUD_CLOUD_INIT"));
    assertThat(with(AGENT_TOKEN, "").warnings(null, ipv6Only, true)).isEmpty();
  }

  @Test
  void machines_of_a_private_network_fetch_k3s_over_its_gateway() {
    ServerAccess inside = new ServerAccess(List.of("k8s"), List.of(), List.of(), false, true);

    assertThat(with(AGENT_TOKEN, "").warnings(null, inside, false))
        .singleElement()
        .satisfies(doubt ->
            assertThat(doubt.sentence()).contains("NAT gateway").doesNotContain("IPv6 only"));
  }

  @Test
  void arguments_that_may_not_be_meant_are_named() {
    K3sBootstrap odd = with(AGENT_TOKEN, "--with-node-id --max-pods=9");

    assertThat(odd.warnings(null, ServerAccess.PUBLIC, true))
        .extracting(Warning::sentence)
        .satisfiesExactly(
            unknown -> assertThat(unknown).startsWith("K3S_AGENT_ARGS has --max-pods"),
            id -> assertThat(id).startsWith("K3S_AGENT_ARGS has --with-node-id").endsWith("."));
  }

  @Test
  void an_owners_own_user_data_goes_as_it_is_to_any_cluster_and_raises_no_doubt() {
    OwnBootstrap own = new OwnBootstrap(new Secret("version: v1alpha1"));
    JoiningMachine lost = new JoiningMachine("ci-runner-1", "default", null, List.of(), null);

    assertThat(text(own.boot(lost, null))).isEqualTo("version: v1alpha1");
    assertThat(own.credential(cluster(K3S, true))).isEqualTo(Credential.NONE);
    assertThat(own.warnings(cluster("v1.34.2", false), ServerAccess.PUBLIC, false)).isEmpty();
  }

  private static String text(Boot boot) {
    return ((Boot.With) boot).userData().reveal();
  }

  private static JoiningMachine machine(@Nullable String tokenId) {
    return new JoiningMachine(
        "ci-runner-1", "default", cluster(K3S, true), List.of("10.0.0.2"), tokenId);
  }

  private static K3sBootstrap with(Secret clusterSecret, String agentArgs) {
    return new K3sBootstrap(clusterSecret, null, agentArgs, Setup.PLAIN);
  }

  private static List<String> codes(ClusterInfo cluster, K3sBootstrap bootstrap) {
    return about(cluster, bootstrap).stream().map(Warning::code).toList();
  }

  private static List<Warning> about(ClusterInfo cluster, K3sBootstrap bootstrap) {
    return bootstrap.warnings(cluster, ServerAccess.PUBLIC, false);
  }

  private static ClusterInfo cluster(String version, boolean mayMakeTokens) {
    return mayMakeTokens
        ? new ClusterInfo(version, null, Set.of(Permission.JOIN_TOKENS), Map.of())
        : new ClusterInfo(version, null, Set.of(), Map.of(Permission.JOIN_TOKENS, "a rule"));
  }
}
