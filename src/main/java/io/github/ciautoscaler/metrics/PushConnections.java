package io.github.ciautoscaler.metrics;

import io.prometheus.metrics.exporter.pushgateway.HttpConnectionFactory;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URL;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Opens the pushes' connections through the configured proxy and trust, and can cut the latest off:
 * a server that trickles its answer never runs into a read time-out.
 */
final class PushConnections implements HttpConnectionFactory {

  private final @Nullable ProxySelector proxies;
  private final @Nullable SSLSocketFactory trust;
  private volatile @Nullable HttpURLConnection latest;

  /**
   * @param proxies null for none
   * @param trust null for the JVM's own
   */
  PushConnections(@Nullable ProxySelector proxies, @Nullable SSLSocketFactory trust) {
    this.proxies = proxies;
    this.trust = trust;
  }

  @Override
  public HttpURLConnection create(URL url) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) url.openConnection(proxyFor(url));
    connection.setInstanceFollowRedirects(false);
    if (trust != null && connection instanceof HttpsURLConnection https) {
      https.setSSLSocketFactory(trust);
    }
    latest = connection;
    return connection;
  }

  void cutOff() {
    HttpURLConnection connection = latest;
    if (connection != null) {
      connection.disconnect();
    }
  }

  private Proxy proxyFor(URL url) {
    return proxies == null
        ? Proxy.NO_PROXY
        : proxies.select(URI.create(url.toString())).stream().findFirst().orElse(Proxy.NO_PROXY);
  }
}
