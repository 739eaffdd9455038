package io.github.ciautoscaler.http;

import io.github.ciautoscaler.fleet.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import javax.net.ssl.SSLContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Mono;

/**
 * Takes requests through the proxy that the rules name. The proxy's password goes along unasked:
 * with an Authenticator, the JDK's client turns every 401 of Gitea's kind, which has no
 * WWW-Authenticate, into an I/O error.
 */
final class ProxyRoute extends ProxySelector implements ExchangeFilterFunction, AutoCloseable {

  private final ProxyRules rules;
  private final Map<Proxy, TlsRelay> relays = new HashMap<>();

  /**
   * @param trust whom we believe to be an https proxy
   * @param connect how long a connection to one may take
   */
  ProxyRoute(ProxyRules rules, SSLContext trust, Duration connect, ExecutorService threads) {
    this.rules = rules;
    for (Proxy proxy : rules.secure()) {
      try {
        relays.put(proxy, new TlsRelay(proxy, trust, connect, threads));
      } catch (IOException noPort) {
        throw new UncheckedIOException("loopback has no free port", noPort);
      }
    }
  }

  @Override
  public List<java.net.Proxy> select(URI target) {
    return List.of(
        rules
            .proxyFor(target)
            .map(proxy -> new java.net.Proxy(java.net.Proxy.Type.HTTP, address(proxy)))
            .orElse(java.net.Proxy.NO_PROXY));
  }

  private InetSocketAddress address(Proxy proxy) {
    TlsRelay relay = relays.get(proxy);
    return relay == null ? proxy.address() : relay.address();
  }

  @Override
  public void connectFailed(URI target, SocketAddress proxy, IOException failure) {
    // The call itself reports it.
  }

  @Override
  public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
    return rules
        .proxyFor(request.url())
        .map(proxy ->
            next.exchange(through(proxy, request))
                .flatMap(it -> unless407(proxy, it))
                .onErrorMap(failure -> named(proxy, failure)))
        .orElseGet(() -> next.exchange(request));
  }

  /** Of an https proxy the client knows the relay alone, which is not what failed. */
  private Throwable named(Proxy proxy, Throwable failure) {
    TlsRelay relay = relays.get(proxy);
    String trouble = relay == null ? null : relay.trouble();
    return trouble == null
        ? failure
        : new ConnectException(
            "the proxy "
                + proxy.host()
                + ":"
                + proxy.port()
                + " is not reached over TLS: "
                + trouble);
  }

  @Override
  public void close() throws IOException {
    for (TlsRelay relay : relays.values()) {
      relay.close();
    }
  }

  private static ClientRequest through(Proxy proxy, ClientRequest request) {
    Secret authorization = proxy.authorization();
    return authorization == null
        ? request
        : ClientRequest.from(request)
            .headers(it -> it.set(HttpHeaders.PROXY_AUTHORIZATION, authorization.reveal()))
            .build();
  }

  /** The proxy's own refusal must not be taken for the target's answer. */
  private static Mono<ClientResponse> unless407(Proxy proxy, ClientResponse answer) {
    return answer.statusCode() != HttpStatus.PROXY_AUTHENTICATION_REQUIRED
        ? Mono.just(answer)
        : answer
            .releaseBody()
            .then(
                Mono.error(() ->
                    new ConnectException(
                        "the proxy "
                            + proxy.host()
                            + ":"
                            + proxy.port()
                            + " wants another user or password (407)")));
  }
}
