package io.github.ciautoscaler.kubernetes;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The hash by which a K3s agent knows its cluster, from the bytes of {@code /cacerts}: of the
 * literal bytes of a single certificate; of several, of the DER of the root that the first leads to
 * (source: K3s, {@code pkg/clientaccess}).
 */
final class CaHash {

  private static final String AUTHORITY_KEY = "2.5.29.35";
  private static final String SUBJECT_KEY = "2.5.29.14";

  private CaHash() {}

  /** Empty where the bytes are no certificates. */
  static Optional<String> ofBundle(byte[] pem) {
    try {
      List<X509Certificate> bundle = certificates(pem);
      if (bundle.isEmpty()) {
        return Optional.empty();
      }
      Optional<X509Certificate> root =
          bundle.size() == 1
              ? Optional.empty()
              : rootOf(bundle.getFirst(), bundle.subList(1, bundle.size()));
      return Optional.of(sha256(root.isPresent() ? root.get().getEncoded() : pem));
    } catch (CertificateException notCertificates) {
      return Optional.empty();
    }
  }

  /**
   * Of the public key of each certificate: what kubeadm pins, less its {@code sha256:}. None where
   * the bytes are no certificates.
   */
  static List<String> ofKeys(byte[] pem) {
    try {
      return certificates(pem).stream()
          .map(certificate -> sha256(certificate.getPublicKey().getEncoded()))
          .distinct()
          .toList();
    } catch (CertificateException notCertificates) {
      return List.of();
    }
  }

  static List<X509Certificate> certificates(byte[] pem) throws CertificateException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(pem))
        .stream()
        .map(X509Certificate.class::cast)
        .toList();
  }

  /** Follows the signatures; a bundle is short, and each certificate is used at most once. */
  private static Optional<X509Certificate> rootOf(
      X509Certificate certificate, List<X509Certificate> others) {
    for (X509Certificate other : others) {
      if (isSignedBy(certificate, other)) {
        Optional<X509Certificate> root =
            isRoot(other)
                ? Optional.of(other)
                : rootOf(other, others.stream().filter(rest -> !rest.equals(other)).toList());
        if (root.isPresent()) {
          return root;
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isSignedBy(X509Certificate certificate, X509Certificate issuer) {
    if (!certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
      return false;
    }
    try {
      certificate.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException notByThisKey) {
      return false;
    }
  }

  private static boolean isRoot(X509Certificate certificate) {
    byte[] authority = keyId(certificate.getExtensionValue(AUTHORITY_KEY), 0x80);
    byte[] subject = keyId(certificate.getExtensionValue(SUBJECT_KEY), 0x04);
    return authority.length == 0 || Arrays.equals(authority, subject);
  }

  /** The key id inside the extension's nested DER: octet string, (sequence,) then this tag. */
  private static byte[] keyId(byte @Nullable [] extension, int tag) {
    if (extension == null || extension.length < 4) {
      return new byte[0];
    }
    int at = tag == 0x80 ? 4 : 2;
    boolean found = extension.length > at + 1 && (extension[at] & 0xff) == tag;
    int end = found ? at + 2 + extension[at + 1] : 0;
    return found && end <= extension.length
        ? Arrays.copyOfRange(extension, at + 2, end)
        : new byte[0];
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
