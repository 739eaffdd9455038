package io.github.ciautoscaler.kubernetes;

import io.kubernetes.client.openapi.ApiClient;
import java.net.Proxy;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** How to reach the cluster, found once at the start; every call through it is bounded in time. */
public final class Connection {

  private final String source;
  private final ApiClient client;
  private final byte @Nullable [] ca;
  private final boolean verified;

  Connection(
      String source,
      ApiClient client,
      byte @Nullable [] ca,
      boolean verified,
      @Nullable Proxy proxy,
      TimeLimits limits) {
    this.source = source;
    this.client = client;
    this.ca = ca == null || ca.length == 0 ? null : ca.clone();
    this.verified = verified && client.getBasePath().startsWith("https:");
    client.setUserAgent(KubernetesSettings.NAME);
    client.setHttpClient(bounded(client.getHttpClient(), proxy, limits));
  }

  private static OkHttpClient bounded(OkHttpClient http, @Nullable Proxy proxy, TimeLimits limits) {
    return http.newBuilder()
        .connectTimeout(limits.connect())
        .readTimeout(limits.read())
        .writeTimeout(limits.read())
        .callTimeout(limits.call())
        // okhttp would otherwise use the JVM's proxy, which is meant for the outside world.
        .proxy(proxy == null ? Proxy.NO_PROXY : proxy)
        // An API server does not redirect, and the token belongs to nobody else.
        .followRedirects(false)
        .followSslRedirects(false)
        .addNetworkInterceptor(new Sent.Marking())
        .build();
  }

  /** Where the configuration was found, for the log. */
  public String source() {
    return source;
  }

  /** The API server's URL, without a slash at its end. */
  public String server() {
    return client.getBasePath();
  }

  /** The default mark of the machines of this cluster; needs no request. */
  public String installationId() {
    return InstallationId.of(ca, server());
  }

  ApiClient client() {
    return client;
  }

  /** The CA bundle of the client configuration as it is there; null where it has none. */
  byte @Nullable [] ca() {
    return ca == null ? null : ca.clone();
  }

  /** Whether the answers surely come from this cluster. */
  boolean isVerified() {
    return verified;
  }
}
