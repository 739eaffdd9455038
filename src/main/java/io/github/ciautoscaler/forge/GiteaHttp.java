package io.github.ciautoscaler.forge;

import java.net.URI;
import java.util.Map;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.util.UriBuilder;
import reactor.core.publisher.Mono;

/** One request to the forge and its answer, whatever its status. */
final class GiteaHttp {

  /** Fifty jobs of many steps each are far beyond the 256 KiB that a client reads by default. */
  private static final int LARGEST_BODY = 32 * 1024 * 1024;

  static final String ACTIONS = "/api/v1/admin/actions";

  private final WebClient client;

  GiteaHttp(WebClient client) {
    this.client =
        client
            .mutate()
            .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(LARGEST_BODY))
            .build();
  }

  Mono<Answer> get(Function<UriBuilder, URI> uri) {
    return answer(client.get().uri(uri));
  }

  Mono<Answer> setDisabled(long runnerId, boolean disabled) {
    return answer(
        client
            .patch()
            .uri(ACTIONS + "/runners/{id}", runnerId)
            .contentType(MediaType.APPLICATION_JSON)
            .bodyValue("{\"disabled\":" + disabled + "}"));
  }

  Mono<Answer> deleteRunner(long runnerId) {
    return answer(client.delete().uri(ACTIONS + "/runners/{id}", Map.of("id", runnerId)));
  }

  private static Mono<Answer> answer(WebClient.RequestHeadersSpec<?> request) {
    return request.accept(MediaType.APPLICATION_JSON).exchangeToMono(GiteaHttp::receive);
  }

  private static Mono<Answer> receive(ClientResponse response) {
    int status = response.statusCode().value();
    HttpHeaders headers = response.headers().asHttpHeaders();
    return response
        .bodyToMono(byte[].class)
        .defaultIfEmpty(new byte[0])
        .map(body -> new Answer(status, headers, body));
  }
}
