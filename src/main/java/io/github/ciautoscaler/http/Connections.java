package io.github.ciautoscaler.http;

import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Hooks;

/**
 * Opens the clients for Gitea, Hetzner and the Pushgateway. All share one connection pool, the
 * proxies and the trust of the environment; each call has a deadline. The user-info of a URL
 * becomes a header, so that no message can show it.
 */
public final class Connections implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);
  private static final String TUNNEL_SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";
  private static final int MOST_IN_FLIGHT = 64;

  static {
    // Else the JDK's client keeps a proxy's password from a proxy that tunnels. It reads this once.
    if (System.getProperty(TUNNEL_SCHEMES) == null) {
      System.setProperty(TUNNEL_SCHEMES, "");
    }
    // A call that we cut off fails once more inside the JDK's client, which is no news.
    Hooks.onErrorDropped(late -> LOG.debug("A call that was given up: {}", late.getClass()));
  }

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http;
  private final ProxyRoute route;
  private final Limits limits;
  private final String userAgent;

  /**
   * How long we wait.
   *
   * @param connect for a connection
   * @param answer for a whole answer
   * @param post for a whole answer to POST
   */
  public record Limits(Duration connect, Duration answer, Duration post) {
    public static final Limits USUAL =
        new Limits(Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(60));
  }

  /**
   * @param environment of which SSL_CERT_FILE, SSL_CERT_DIR, HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and
   *     NO_PROXY are read
   * @param version ours, for User-Agent
   * @throws UnusableVariable with a sentence for people, when one of them cannot be used
   */
  public Connections(Map<String, String> environment, String version, Limits limits) {
    this.limits = limits;
    this.userAgent = "gitea-ci-autoscaler/" + version;
    SSLContext trust = new Trust(TrustedCertificates.from(environment)).context();
    this.route = new ProxyRoute(ProxyRules.from(environment), trust, limits.connect(), threads);
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(limits.connect())
            .proxy(route)
            .sslContext(trust)
            .executor(threads)
            .build();
  }

  /** All that is wrong with the variables that it reads. */
  public static List<UnusableVariable> problems(Map<String, String> environment) {
    return Stream.concat(
            ProxyRules.problems(environment).stream(),
            TrustedCertificates.problem(environment).stream())
        .toList();
  }

  /** A client whose every request carries this token. */
  public WebClient withToken(URI base, Token token) {
    return builder(base).filter(new BearerToken(token)).build();
  }

  /** The same, whose every call may take so long. */
  public WebClient withToken(URI base, Token token, Duration answer) {
    return builder(base, new Deadline(answer, limits.post()))
        .filter(new BearerToken(token))
        .build();
  }

  /** A client without a token; the user-info of the URL, if any, is sent as Basic authorization. */
  public WebClient withoutToken(URI base) {
    WebClient.Builder builder = builder(base);
    String userInfo = base.getRawUserInfo();
    if (userInfo != null) {
      builder.defaultHeader(HttpHeaders.AUTHORIZATION, Proxy.basic(userInfo).reveal());
    }
    return builder.build();
  }

  /** Which proxy a URL is reached through, for a client of another make. */
  public ProxySelector proxies() {
    return route;
  }

  /** Whom we believe, for a client of another make. */
  public SSLContext trust() {
    return http.sslContext();
  }

  private WebClient.Builder builder(URI base) {
    return builder(base, new Deadline(limits.answer(), limits.post()));
  }

  private WebClient.Builder builder(URI base, Deadline deadline) {
    return WebClient.builder()
        .clientConnector(new JdkClientHttpConnector(http))
        .baseUrl(bare(base))
        .defaultHeader(HttpHeaders.USER_AGENT, userAgent)
        .filter(new InFlightLimit(MOST_IN_FLIGHT))
        .filter(deadline)
        .filter(route);
  }

  private static String bare(URI base) {
    String url = UriComponentsBuilder.fromUri(base).userInfo(null).build(true).toUriString();
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  @Override
  public void close() {
    try {
      route.close();
    } catch (IOException harmless) {
      LOG.debug("A relay was not closed.", harmless);
    }
    http.shutdownNow();
    threads.shutdownNow();
  }
}
