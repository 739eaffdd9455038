package io.github.ciautoscaler.http;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Mono;

/** Signs each request with the token of that moment; a 401 asks once more if it changed. */
record BearerToken(Token token) implements ExchangeFilterFunction {

  @Override
  public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
    return Mono.defer(() -> next.exchange(signed(request)))
        .flatMap(answer ->
            answer.statusCode() == HttpStatus.UNAUTHORIZED && token.reload()
                ? answer.releaseBody().then(Mono.defer(() -> next.exchange(signed(request))))
                : Mono.just(answer));
  }

  private ClientRequest signed(ClientRequest request) {
    String secret = token.current().reveal().strip();
    // An HTTP client's own complaint about such a header would quote it.
    if (!secret.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
      throw new IllegalArgumentException("the token has a character that no token can have");
    }
    return ClientRequest.from(request)
        .headers(headers -> headers.set(HttpHeaders.AUTHORIZATION, "Bearer " + secret))
        .build();
  }
}
