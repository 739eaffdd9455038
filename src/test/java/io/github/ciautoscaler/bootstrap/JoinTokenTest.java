package io.github.ciautoscaler.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JoinTokenTest {

  private static final String HASH = "0123456789abcdef".repeat(4);

  @Test
  void aMachinesOwnTokenNamesTheClustersAuthorityWhereItIsKnown() {
    Secret secret = new Secret("0123456789abcdef");

    assertThat(JoinToken.bootstrap(HASH, "7f3a91", secret).reveal())
        .isEqualTo("K10" + HASH + "::7f3a91.0123456789abcdef");
    assertThat(JoinToken.bootstrap(null, "7f3a91", secret).reveal())
        .isEqualTo("7f3a91.0123456789abcdef");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "K10" + "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef::server:pw",
        "plainpassword"
      })
  void warnsOfATokenThatMayRuleTheCluster(String token) {
    assertThat(JoinToken.warning(new Secret(token)))
        .hasValueSatisfying(
            warning -> assertThat(warning).contains("server token").doesNotContain(token));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "K100123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef::node:pw",
        "K100123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef::7f3a91.0123456789abcdef",
        "7f3a91.0123456789abcdef"
      })
  void doesNotWarnOfTokensThatOnlyJoin(String token) {
    assertThat(JoinToken.warning(new Secret(token))).isEmpty();
  }
}
