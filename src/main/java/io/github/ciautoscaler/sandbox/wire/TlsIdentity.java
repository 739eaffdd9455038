package io.github.ciautoscaler.sandbox.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate authority of its own and a certificate of it for 127.0.0.1, made anew at each
 * start: kubectl sends no token over plain HTTP.
 *
 * @param context for the server, and for clients that trust it
 * @param caPem the authority's certificate
 */
public record TlsIdentity(SSLContext context, String caPem) {

  private static final byte[] ECDSA_WITH_SHA256 = Der.sequence(Der.oid("2a8648ce3d040302"));
  private static final byte[] COMMON_NAME = Der.oid("550403");
  private static final byte[] BASIC_CONSTRAINTS = Der.oid("551d13");
  private static final byte[] ALTERNATIVE_NAME = Der.oid("551d11");
  private static final String AUTHORITY = "k3s-server-ca@sandbox";
  private static final Duration BACK_DATED = Duration.ofDays(1);
  private static final Duration LIFE = Duration.ofDays(365);

  /** Good for a year from now. */
  public static TlsIdentity startingAt(Instant now) {
    return generate(now.minus(BACK_DATED), now.plus(LIFE));
  }

  /**
   * @param from when the certificates begin to be valid
   * @param until when they expire
   */
  public static TlsIdentity generate(Instant from, Instant until) {
    try {
      KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
      keys.initialize(256);
      KeyPair authority = keys.generateKeyPair();
      KeyPair server = keys.generateKeyPair();
      byte[] validity = Der.sequence(Der.time(from), Der.time(until));
      byte[] ca =
          new Draft(AUTHORITY, authority.getPublic(), validity).asAuthority(authority.getPrivate());
      byte[] leaf =
          new Draft("sandbox", server.getPublic(), validity).asServer(authority.getPrivate());
      return new TlsIdentity(context(server.getPrivate(), leaf, ca), pem(ca));
    } catch (GeneralSecurityException | IOException impossible) {
      throw new IllegalStateException("This Java cannot make certificates", impossible);
    }
  }

  private static SSLContext context(PrivateKey key, byte[] leaf, byte[] ca)
      throws GeneralSecurityException, IOException {
    char[] password = "sandbox".toCharArray();
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, password);
    store.setKeyEntry("server", key, password, new Certificate[] {parsed(leaf), parsed(ca)});
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, password);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, password);
    trusted.setCertificateEntry("ca", parsed(ca));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static Certificate parsed(byte[] der) throws GeneralSecurityException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificate(new ByteArrayInputStream(der));
  }

  private static String pem(byte[] der) {
    byte[] newline = "\n".getBytes(StandardCharsets.US_ASCII);
    String body = Base64.getMimeEncoder(64, newline).encodeToString(der);
    return "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
  }

  /** A certificate before it is signed. */
  private record Draft(String name, PublicKey key, byte[] validity) {

    byte[] asAuthority(PrivateKey signer) throws GeneralSecurityException {
      return signed(name, extension(BASIC_CONSTRAINTS, Der.sequence(Der.yes())), signer);
    }

    byte[] asServer(PrivateKey signer) throws GeneralSecurityException {
      byte[] address = Der.tagged(0x87, new byte[] {127, 0, 0, 1});
      byte[] host = Der.tagged(0x82, "localhost".getBytes(StandardCharsets.US_ASCII));
      return signed(AUTHORITY, extension(ALTERNATIVE_NAME, Der.sequence(address, host)), signer);
    }

    private byte[] signed(String issuer, byte[] extension, PrivateKey signer)
        throws GeneralSecurityException {
      byte[] body =
          Der.sequence(
              Der.tagged(0xa0, Der.integer(BigInteger.TWO)),
              Der.integer(new BigInteger(64, new SecureRandom())),
              ECDSA_WITH_SHA256,
              named(issuer),
              validity,
              named(name),
              key.getEncoded(),
              Der.tagged(0xa3, Der.sequence(extension)));
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(signer);
      signature.update(body);
      return Der.sequence(body, ECDSA_WITH_SHA256, Der.bits(signature.sign()));
    }

    private static byte[] extension(byte[] oid, byte[] value) {
      return Der.sequence(oid, Der.octets(value));
    }

    private static byte[] named(String commonName) {
      return Der.sequence(Der.set(Der.sequence(COMMON_NAME, Der.text(commonName))));
    }
  }
}
