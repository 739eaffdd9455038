package io.github.ciautoscaler.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class K3sVersionTest {

  @ParameterizedTest
  @CsvSource({
    "v1.34.2+k3s1, true",
    "v1.27.0+k3s1, true",
    "v1.26.2+k3s1, true",
    "v1.26.1+k3s1, false",
    "v1.25.7+k3s1, true",
    "v1.25.6+k3s1, false",
    "v1.24.11+k3s1, true",
    "v1.24.9-rc1+k3s2, false",
    "v1.23.17+k3s1, true",
    "v1.23.16+k3s1, false",
    "v1.22.17+k3s1, false",
    "v1.9.0-k3s1, false",
    "v1.24.0, true",
    "v2.0.0+k3s1, true",
    "who knows+k3s, true"
  })
  void agentsJoinByBootstrapTokensFromTheReleasesOfFebruary2023On(String version, boolean takes) {
    assertThat(new K3sVersion(version).takesBootstrapTokens()).isEqualTo(takes);
  }
}
