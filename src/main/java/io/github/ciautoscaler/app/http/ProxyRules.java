package io.github.ciautoscaler.app.http;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which proxy a URL is reached through, as the environment says: HTTPS_PROXY, HTTP_PROXY, ALL_PROXY
 * and NO_PROXY, in capitals first, then in small letters, as Go and the seed's client read them.
 */
final class ProxyRules {

  private final @Nullable Proxy forHttp;
  private final @Nullable Proxy forHttps;
  private final NoProxy except;

  private ProxyRules(@Nullable Proxy forHttp, @Nullable Proxy forHttps, NoProxy except) {
    this.forHttp = forHttp;
    this.forHttps = forHttps;
    this.except = except;
  }

  /**
   * @throws IllegalArgumentException with a sentence that names the variable, never its value
   */
  static ProxyRules from(Map<String, String> environment) {
    return new ProxyRules(
        proxy(environment, "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"),
        proxy(environment, "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"),
        new NoProxy(
            first(environment, "NO_PROXY", "no_proxy").map(Map.Entry::getValue).orElse("")));
  }

  /** The proxy for this URL; empty to go there directly. */
  Optional<Proxy> proxyFor(URI target) {
    boolean secure = "https".equalsIgnoreCase(target.getScheme());
    Proxy proxy = secure ? forHttps : forHttp;
    if (proxy == null || target.getHost() == null) {
      return Optional.empty();
    }
    int port = target.getPort() >= 0 ? target.getPort() : secure ? 443 : 80;
    return except.matches(target.getHost(), port) ? Optional.empty() : Optional.of(proxy);
  }

  private static @Nullable Proxy proxy(Map<String, String> environment, String... names) {
    return first(environment, names)
        .map(found -> Proxy.parse(found.getKey(), found.getValue()))
        .orElse(null);
  }

  private static Optional<Map.Entry<String, String>> first(
      Map<String, String> environment, String... names) {
    for (String name : names) {
      String value = environment.getOrDefault(name, "").strip();
      if (!value.isEmpty()) {
        return Optional.of(Map.entry(name, value));
      }
    }
    return Optional.empty();
  }
}
