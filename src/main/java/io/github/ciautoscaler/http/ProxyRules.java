package io.github.ciautoscaler.http;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which proxy a URL is reached through, as the environment says: HTTPS_PROXY, HTTP_PROXY, ALL_PROXY
 * and NO_PROXY, in capitals or in small letters, as Go and the original's client read them.
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
   * @throws UnusableVariable with a sentence that names the variable, never its value
   */
  static ProxyRules from(Map<String, String> environment) {
    return new ProxyRules(
        proxy(environment, "HTTP_PROXY"),
        proxy(environment, "HTTPS_PROXY"),
        new NoProxy(
            CasedVariable.in(environment, "NO_PROXY").map(CasedVariable::value).orElse("")));
  }

  /** All that is wrong, each once. */
  static List<UnusableVariable> problems(Map<String, String> environment) {
    Map<String, UnusableVariable> problems = new LinkedHashMap<>();
    List<Runnable> tries =
        List.of(
            () -> proxy(environment, "HTTP_PROXY"),
            () -> proxy(environment, "HTTPS_PROXY"),
            () -> CasedVariable.in(environment, "ALL_PROXY"),
            () -> CasedVariable.in(environment, "NO_PROXY"));
    for (Runnable one : tries) {
      try {
        one.run();
      } catch (UnusableVariable problem) {
        problems.putIfAbsent(problem.what(), problem);
      }
    }
    return List.copyOf(problems.values());
  }

  /** The proxies that are spoken to over TLS. */
  Set<Proxy> secure() {
    return Stream.of(forHttp, forHttps)
        .flatMap(Stream::ofNullable)
        .filter(Proxy::tls)
        .collect(Collectors.toUnmodifiableSet());
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

  private static @Nullable Proxy proxy(Map<String, String> environment, String name) {
    return CasedVariable.in(environment, name)
        .or(() -> CasedVariable.in(environment, "ALL_PROXY"))
        .map(found -> Proxy.parse(found.name(), found.value()))
        .orElse(null);
  }
}
