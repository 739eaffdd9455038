package io.github.ciautoscaler.kubernetes;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The default owner mark: of the cluster's CA certificate, which every client configuration of a
 * cluster has in common, else of the API server's URL.
 */
final class InstallationId {

  private static final int LENGTH = 12;

  private InstallationId() {}

  static String of(byte @Nullable [] ca, String server) {
    byte[] identity = ca == null ? null : certificate(ca);
    return CaHash.sha256(
            identity == null
                ? server.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8)
                : identity)
        .substring(0, LENGTH);
  }

  /** As DER: the white space around a PEM differs between a kubeconfig and a service account. */
  private static byte @Nullable [] certificate(byte[] ca) {
    try {
      List<X509Certificate> bundle = CaHash.certificates(ca);
      return bundle.isEmpty() ? null : bundle.getFirst().getEncoded();
    } catch (CertificateEncodingException cannotHappen) {
      throw new IllegalStateException(cannotHappen);
    } catch (CertificateException notCertificates) {
      return null;
    }
  }
}
