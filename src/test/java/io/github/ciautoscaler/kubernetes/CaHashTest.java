package io.github.ciautoscaler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;

class CaHashTest {

  private static final HeldCertificate ROOT =
      new HeldCertificate.Builder().commonName("k3s-root").certificateAuthority(2).build();
  private static final HeldCertificate INTERMEDIATE =
      new HeldCertificate.Builder()
          .commonName("k3s-intermediate")
          .certificateAuthority(1)
          .signedBy(ROOT)
          .build();
  private static final HeldCertificate SERVER_CA =
      new HeldCertificate.Builder()
          .commonName("k3s-server-ca")
          .certificateAuthority(0)
          .signedBy(INTERMEDIATE)
          .build();

  @Test
  void oneCertificateIsHashedByItsLiteralBytes() throws Exception {
    String pem = ROOT.certificatePem();

    assertThat(hash(pem)).isEqualTo(sha256(bytes(pem)));
    assertThat(hash(pem + "\n")).isEqualTo(sha256(bytes(pem + "\n")));
    assertThat(hash(pem + "\n")).isNotEqualTo(hash(pem));
  }

  @Test
  void ofSeveralTheRootThatTheFirstLeadsToIsHashed() throws Exception {
    String serverCa = resource("server-ca.pem");
    String intermediate = resource("intermediate.pem");
    String root = resource("root.pem");
    // As K3s' own algorithm says of these three files, run in Go.
    String expected = "3d4ef848610caa55c16bd083ee49d9473017d9e8a063767224224b616e0550cc";
    assertThat(sha256(CaHash.certificates(bytes(root)).getFirst().getEncoded()))
        .isEqualTo(expected);

    assertThat(hash(serverCa + intermediate + root)).isEqualTo(expected);
    assertThat(hash(serverCa + root + intermediate)).isEqualTo(expected);
    assertThat(hash(intermediate + root + "\n")).isEqualTo(expected);
  }

  /** As {@code openssl x509 -pubkey | openssl pkey -pubin -outform der | sha256sum} says. */
  @Test
  void kubeadmPinsTheKeyOfEachCertificate() throws Exception {
    assertThat(CaHash.ofKeys(bytes(resource("root.pem") + resource("server-ca.pem"))))
        .containsExactly(
            "f0636722fbf80bf85dc3c4a90711a80b01cd2898a490be6420ef1ad8dc95bf28",
            "2591a3ff5bb1f73b6bdb751cf8998519c415fc7de660d8d5c8d75a32f8a2b21a");
    assertThat(CaHash.ofKeys(bytes("nonsense"))).isEmpty();
  }

  @Test
  void aChainWithoutItsRootIsHashedByItsBytes() throws Exception {
    String bundle = resource("server-ca.pem") + resource("intermediate.pem");

    assertThat(hash(bundle)).isEqualTo(sha256(bytes(bundle)));
  }

  @Test
  void anIssuerWithoutKeyIdsCountsAsARoot() throws Exception {
    assertThat(hash(pem(SERVER_CA, INTERMEDIATE, ROOT)))
        .isEqualTo(sha256(INTERMEDIATE.certificate().getEncoded()));
  }

  @Test
  void severalThatLeadNowhereAreHashedByTheirBytes() throws Exception {
    HeldCertificate stranger =
        new HeldCertificate.Builder().commonName("other").certificateAuthority(0).build();
    String bundle = pem(ROOT, stranger);

    assertThat(hash(bundle)).isEqualTo(sha256(bytes(bundle)));
  }

  @Test
  void aRootOfTheSameNameAndAnotherKeyIsNotTheRoot() throws Exception {
    HeldCertificate impostor =
        new HeldCertificate.Builder().commonName("k3s-root").certificateAuthority(2).build();

    assertThat(hash(pem(INTERMEDIATE, impostor, ROOT)))
        .isEqualTo(sha256(ROOT.certificate().getEncoded()));
  }

  @Test
  void whatIsNoCertificateHasNoHash() {
    assertThat(CaHash.ofBundle("<html></html>".getBytes(StandardCharsets.UTF_8))).isEmpty();
    assertThat(CaHash.ofBundle(new byte[0])).isEmpty();
  }

  private static String pem(HeldCertificate... certificates) {
    StringBuilder bundle = new StringBuilder();
    for (HeldCertificate certificate : certificates) {
      bundle.append(certificate.certificatePem());
    }
    return bundle.toString();
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = CaHashTest.class.getResourceAsStream("/kubernetes-ca/" + name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String hash(String pem) {
    return CaHash.ofBundle(bytes(pem)).orElseThrow();
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
