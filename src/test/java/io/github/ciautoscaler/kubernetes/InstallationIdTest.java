package io.github.ciautoscaler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;

class InstallationIdTest {

  private static final String CA =
      new HeldCertificate.Builder().certificateAuthority(0).build().certificatePem();

  @Test
  void oneClusterHasOneIdWhateverItsUrlAndTheWhiteSpaceOfItsCa() {
    String id = id(CA, "https://10.43.0.1:443");

    assertThat(id).matches("[0-9a-f]{12}");
    assertThat(id("# comment\n" + CA + "\n\n", "https://127.0.0.1:6443")).isEqualTo(id);
  }

  @Test
  void twoClustersHaveTwoIds() {
    String other = new HeldCertificate.Builder().certificateAuthority(0).build().certificatePem();

    assertThat(id(CA, "https://s")).isNotEqualTo(id(other, "https://s"));
  }

  @Test
  void withoutACaItIsTheUrls() {
    String id = InstallationId.of(null, "http://localhost:8001");

    assertThat(id).matches("[0-9a-f]{12}");
    assertThat(InstallationId.of(null, "http://LOCALHOST:8001")).isEqualTo(id);
    assertThat(InstallationId.of(null, "http://localhost:8002")).isNotEqualTo(id);
    assertThat(id("no certificate", "http://localhost:8001")).isEqualTo(id);
  }

  private static String id(String ca, String server) {
    return InstallationId.of(ca.getBytes(StandardCharsets.UTF_8), server);
  }
}
