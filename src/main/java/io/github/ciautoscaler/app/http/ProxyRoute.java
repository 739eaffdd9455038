package io.github.ciautoscaler.app.http;

import io.github.ciautoscaler.fleet.Secret;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
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
final class ProxyRoute extends ProxySelector implements ExchangeFilterFunction {

  private final ProxyRules rules;

  ProxyRoute(ProxyRules rules) {
    this.rules = rules;
  }

  @Override
  public List<java.net.Proxy> select(URI target) {
    return List.of(
        rules
            .proxyFor(target)
            .map(proxy -> new java.net.Proxy(java.net.Proxy.Type.HTTP, proxy.address()))
            .orElse(java.net.Proxy.NO_PROXY));
  }

  @Override
  public void connectFailed(URI target, SocketAddress proxy, IOException failure) {
    // The call itself reports it.
  }

  @Override
  public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
    return rules
        .proxyFor(request.url())
        .map(proxy -> next.exchange(through(proxy, request)).flatMap(it -> unless407(proxy, it)))
        .orElseGet(() -> next.exchange(request));
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
