package io.github.ciautoscaler.http;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Decides whom we believe to be whom, by the root certificates of the environment. They are read
 * again when a file changed, so that a rotated CA needs no restart.
 */
final class Trust extends X509ExtendedTrustManager {

  private final TrustedCertificates source;
  private volatile Read read;

  /**
   * @throws UnusableVariable when there is no certificate at all, so that nothing could ever be
   *     reached
   */
  Trust(TrustedCertificates source) {
    this.source = source;
    String print = source.fingerprint();
    X509ExtendedTrustManager roots = roots();
    if (roots == null) {
      throw source.holdsNothing();
    }
    this.read = new Read(print, roots);
  }

  SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {this}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no TLS", e);
    }
  }

  private X509ExtendedTrustManager current() {
    String print = source.fingerprint();
    if (!print.equals(read.fingerprint())) {
      X509ExtendedTrustManager roots = roots();
      // A bundle that is being written keeps the former trust until it is whole.
      read = new Read(print, roots == null ? read.roots() : roots);
    }
    return read.roots();
  }

  private @Nullable X509ExtendedTrustManager roots() {
    try {
      List<X509Certificate> all =
          Stream.concat(
                  source.read().stream(),
                  source.withJdk()
                      ? Arrays.stream(manager(null).getAcceptedIssuers())
                      : Stream.<X509Certificate>empty())
              .distinct()
              .toList();
      return all.isEmpty() ? null : manager(store(all));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the JDK's certificates cannot be used", e);
    }
  }

  private static KeyStore store(List<X509Certificate> certificates)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (int i = 0; i < certificates.size(); i++) {
      store.setCertificateEntry("root-" + i, certificates.get(i));
    }
    return store;
  }

  private static X509ExtendedTrustManager manager(@Nullable KeyStore store)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return Arrays.stream(factory.getTrustManagers())
        .filter(X509ExtendedTrustManager.class::isInstance)
        .map(X509ExtendedTrustManager.class::cast)
        .findFirst()
        .orElseThrow(() -> new GeneralSecurityException("no X.509 trust manager"));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    current().checkServerTrusted(chain, authType, engine);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    current().checkServerTrusted(chain, authType, socket);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    current().checkServerTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("we are no server");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw new CertificateException("we are no server");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("we are no server");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return current().getAcceptedIssuers();
  }

  private record Read(String fingerprint, X509ExtendedTrustManager roots) {}
}
