package io.github.ciautoscaler.app.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.app.settings.SettingsLoader;
import io.github.ciautoscaler.reconcile.ReconcileSettings.Doubt;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class DoubtsTest {

  private static final String OWN_USER_DATA = "IyEvYmluL3NoCnRydWUK";

  @Test
  void theUsualSettingsRaiseNone() {
    assertThat(doubts(Map.of())).isEmpty();
  }

  @Test
  void machinesWithIpv6OnlyFetchNoK3s() {
    assertThat(doubts(Map.of("HCLOUD_PUBLIC_IPV4", "false")))
        .singleElement()
        .satisfies(doubt -> {
          assertThat(doubt.untilOneJoined()).isTrue();
          assertThat(doubt.sentence())
              .contains("HCLOUD_PUBLIC_IPV4", "IPv6 only", "GitHub, which has no IPv6")
              .contains("Leave IPv4 on", "NAT gateway", "HCLOUD_CLOUD_INIT");
        });
  }

  @Test
  void machinesOfAPrivateNetworkFetchK3sOverItsGateway() {
    assertThat(doubts(Map.of("HCLOUD_PUBLIC_IPV4", "false", "HCLOUD_NETWORK", "k8s")))
        .singleElement()
        .satisfies(doubt ->
            assertThat(doubt.sentence()).contains("NAT gateway").doesNotContain("IPv6 only"));
  }

  @Test
  void argumentsThatMayNotBeMeantAreNamed() {
    assertThat(doubts(Map.of("K3S_AGENT_ARGS", "--with-node-id --max-pods=9")))
        .extracting(Doubt::sentence)
        .satisfiesExactly(
            unknown -> assertThat(unknown).startsWith("K3S_AGENT_ARGS has --max-pods"),
            id -> assertThat(id).startsWith("K3S_AGENT_ARGS has --with-node-id").endsWith("."));
  }

  @Test
  void whatAnOwnersUserDataReplacesRaisesNone() {
    assertThat(
            doubts(
                Map.of(
                    "HCLOUD_PUBLIC_IPV4", "false",
                    "K3S_AGENT_ARGS", "--max-pods=9",
                    "HCLOUD_CLOUD_INIT", OWN_USER_DATA)))
        .isEmpty();
  }

  private static List<Doubt> doubts(Map<String, String> given) {
    Map<String, Object> variables = new HashMap<>(given);
    variables.put("HETZNER_API_TOKEN", "a");
    variables.put("GITEA_ADMIN_TOKEN", "b");
    variables.put("CLUSTER_SECRET", "c");
    variables.put("GITEA_API_URL", "https://gitea.example.com");
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().remove("systemProperties");
    environment
        .getPropertySources()
        .replace(
            "systemEnvironment",
            new SystemEnvironmentPropertySource("systemEnvironment", variables));
    return Doubts.about(SettingsLoader.load(environment));
  }
}
