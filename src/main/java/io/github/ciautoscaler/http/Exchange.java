package io.github.ciautoscaler.http;

import java.net.URI;
import java.time.Instant;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.util.UriBuilder;
import reactor.core.publisher.Mono;

/**
 * One request and its reply, whatever its status; never repeated. Bodies go as bytes, so that an
 * error page is a reply like any other and Spring's debug log never sees what we send. The {@link
 * Mono} fails with what broke the call, which {@link Fault} tells apart.
 */
public final class Exchange {

  private final WebClient client;
  private final DateHeader date;

  /**
   * @param client knows the base URL, the token and the time-outs; it must follow no redirect
   * @param largestBody bytes of a reply; a client would read 256 KiB by default
   * @param date told of each answer
   */
  public Exchange(WebClient client, int largestBody, DateHeader date) {
    this.date = date;
    this.client =
        client
            .mutate()
            .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(largestBody))
            .build();
  }

  /**
   * @param uri appends to the base URL
   */
  public Mono<Reply> get(Function<UriBuilder, URI> uri) {
    return reply(client.get().uri(uri));
  }

  /** Sends no body. */
  public Mono<Reply> delete(Function<UriBuilder, URI> uri) {
    return reply(client.delete().uri(uri));
  }

  /**
   * @param body is sent as JSON, its names in snake case
   */
  public Mono<Reply> send(HttpMethod method, Function<UriBuilder, URI> uri, Object body) {
    return reply(
        client
            .method(method)
            .uri(uri)
            .contentType(MediaType.APPLICATION_JSON)
            .bodyValue(Reply.JSON.writeValueAsBytes(body)));
  }

  private Mono<Reply> reply(WebClient.RequestHeadersSpec<?> request) {
    return Mono.defer(() -> {
      Instant sent = date.now();
      return request
          .accept(MediaType.APPLICATION_JSON)
          .exchangeToMono(response -> receive(response, sent));
    });
  }

  private Mono<Reply> receive(ClientResponse response, Instant sent) {
    int status = response.statusCode().value();
    HttpHeaders headers = response.headers().asHttpHeaders();
    date.heard(headers.getFirst(DateHeader.NAME), sent);
    return response
        .bodyToMono(byte[].class)
        .defaultIfEmpty(new byte[0])
        .map(body -> new Reply(status, headers, body));
  }
}
