package io.github.ciautoscaler.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.ClusterInfo;
import io.github.ciautoscaler.fleet.ClusterInfo.Permission;
import io.github.ciautoscaler.fleet.FleetSettings;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.plan.Plan.Warning;
import io.github.ciautoscaler.plan.PlanSettings;
import io.github.ciautoscaler.reconcile.ReconcileSettings.Doubt;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said about how machines join, and only where it is true. */
class JoinWarningsTest {

  private static final Secret SERVER_TOKEN = new Secret("K10" + "ab".repeat(32) + "::server:pw");
  private static final Secret AGENT_TOKEN = new Secret("K10" + "ab".repeat(32) + "::node:pw");

  @Test
  void a_server_token_is_warned_of_where_join_tokens_may_not_be_made() {
    assertThat(codes(cluster("v1.34.2+k3s1", false), settings(SERVER_TOKEN, null)))
        .containsExactly("SERVER_TOKEN_GIVEN_AWAY");
  }

  @Test
  void a_server_token_that_reaches_no_machine_is_not_warned_of() {
    Secret own = new Secret("#!/bin/sh\ntrue");

    assertThat(codes(cluster("v1.34.2+k3s1", true), settings(SERVER_TOKEN, null))).isEmpty();
    assertThat(codes(cluster("v1.34.2+k3s1", false), settings(SERVER_TOKEN, own))).isEmpty();
    assertThat(codes(cluster("v1.34.2+k3s1", false), settings(AGENT_TOKEN, null))).isEmpty();
  }

  @Test
  void a_k3s_too_old_for_bootstrap_tokens_is_named_with_what_is_used_instead() {
    List<Warning> warnings =
        JoinWarnings.about(cluster("v1.24.10+k3s1", true), false, settings(SERVER_TOKEN, null));

    assertThat(warnings)
        .extracting(Warning::code)
        .containsExactly("NO_BOOTSTRAP_TOKENS", "SERVER_TOKEN_GIVEN_AWAY");
    assertThat(warnings.getFirst().message())
        .contains("K3s v1.24.10+k3s1", "CLUSTER_SECRET", "upgrade K3s");
    assertThat(codes(cluster("v1.24.10+k3s1", true), settings(AGENT_TOKEN, null)))
        .containsExactly("NO_BOOTSTRAP_TOKENS");
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1.34.2", "v1.34.2+rke2r1", "v1.31.0-eks-1", "v1.34.2+k0s"})
  void a_cluster_that_is_no_k3s_is_named_unless_the_owner_says_how_to_join(String version) {
    assertThat(JoinWarnings.about(cluster(version, true), false, settings(SERVER_TOKEN, null)))
        .singleElement()
        .satisfies(warning -> {
          assertThat(warning.code()).isEqualTo("NOT_K3S");
          assertThat(warning.message()).contains(version, "HCLOUD_CLOUD_INIT");
        });
    assertThat(codes(cluster(version, true), settings(SERVER_TOKEN, new Secret("version: ..."))))
        .isEmpty();
  }

  @Test
  void what_a_machine_that_joined_settles_is_no_longer_said() {
    ReconcileSettings settings = settings(AGENT_TOKEN, null);

    assertThat(JoinWarnings.about(cluster("v1.34.2+k3s1", true), false, doubting(settings)))
        .extracting(Warning::message)
        .containsExactly("Always.", "Until one joined.");
    assertThat(JoinWarnings.about(cluster("v1.34.2+k3s1", true), true, doubting(settings)))
        .extracting(Warning::message)
        .containsExactly("Always.");
  }

  private static List<String> codes(ClusterInfo cluster, ReconcileSettings settings) {
    return JoinWarnings.about(cluster, false, settings).stream().map(Warning::code).toList();
  }

  private static ClusterInfo cluster(String version, boolean mayMakeTokens) {
    return mayMakeTokens
        ? new ClusterInfo(version, null, Set.of(Permission.JOIN_TOKENS), Map.of())
        : new ClusterInfo(version, null, Set.of(), Map.of(Permission.JOIN_TOKENS, "a rule"));
  }

  private static ReconcileSettings doubting(ReconcileSettings old) {
    return new ReconcileSettings(
        old.plan(),
        old.fleet(),
        old.join(),
        old.installation(),
        old.process(),
        old.identity(),
        old.dryRun(),
        old.observeLimit(),
        List.of(new Doubt("Always.", false), new Doubt("Until one joined.", true)));
  }

  private static ReconcileSettings settings(Secret clusterSecret, @Nullable Secret userData) {
    Duration some = Duration.ofMinutes(5);
    Pool pool =
        new Pool(Pool.DEFAULT, 1, List.of(new Offering("ccx33", "nbg1")), "ubuntu-24.04", null);
    return new ReconcileSettings(
        new PlanSettings(List.of(pool), 1, some, some, some, some, some, some, false, false),
        new FleetSettings(some, false),
        new JoinRecipe(null, () -> clusterSecret, "", true, userData),
        "installation-a",
        "process",
        "pod-a",
        false,
        some);
  }
}
