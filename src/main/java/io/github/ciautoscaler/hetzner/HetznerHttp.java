package io.github.ciautoscaler.hetzner;

import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.hetzner.Answer.CallFailure;
import io.github.ciautoscaler.hetzner.Answer.Failed;
import io.github.ciautoscaler.hetzner.Answer.Garbled;
import io.github.ciautoscaler.hetzner.Answer.Lost;
import io.github.ciautoscaler.hetzner.Answer.Ok;
import io.github.ciautoscaler.hetzner.Answer.Refusal;
import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.util.UriBuilder;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * One request and its answer: bounded in time, never repeated, never throwing, its share of the
 * rate budget noted. Bodies are read as bytes and parsed here, so that an error page is an answer
 * like any other and Spring's debug log never sees user data.
 */
final class HetznerHttp {

  /** A page of 50 servers is up to 400 KB, beyond the 256 KiB that a client reads by default. */
  private static final int LARGEST_BODY = 16 * 1024 * 1024;

  private static final JsonMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  private final WebClient client;
  private final BudgetMeter budget;
  private final Duration answerWithin;

  HetznerHttp(WebClient client, BudgetMeter budget, Duration answerWithin) {
    this.client =
        client
            .mutate()
            .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(LARGEST_BODY))
            .build();
    this.budget = budget;
    this.answerWithin = answerWithin;
  }

  /** Reads and parses. The URI function appends to the base URL. */
  <T> Answer<T> get(String call, Function<UriBuilder, URI> uri, Class<T> type) {
    return exchange("GET " + call, client.get().uri(uri), answerWithin, null, type);
  }

  /** Deletes, and parses the answer. */
  <T> Answer<T> delete(String call, Function<UriBuilder, URI> uri, Class<T> type) {
    return exchange("DELETE " + call, client.delete().uri(uri), answerWithin, null, type);
  }

  /**
   * Sends a body and parses the answer.
   *
   * @param confidential what an error message must not repeat
   */
  <T> Answer<T> send(
      HttpMethod method,
      String call,
      Object body,
      Duration within,
      @Nullable Secret confidential,
      Class<T> type) {
    WebClient.RequestHeadersSpec<?> request =
        client
            .method(method)
            .uri(uri -> uri.path(call).build())
            .contentType(MediaType.APPLICATION_JSON)
            .bodyValue(JSON.writeValueAsBytes(body));
    return exchange(method.name() + " " + call, request, within, confidential, type);
  }

  private <T> Answer<T> exchange(
      String call,
      WebClient.RequestHeadersSpec<?> request,
      Duration within,
      @Nullable Secret confidential,
      Class<T> type) {
    try {
      Raw raw =
          request
              .accept(MediaType.APPLICATION_JSON)
              .exchangeToMono(this::receive)
              .timeout(within)
              .block();
      return raw == null
          ? new Failed<>(new Garbled(call, "nothing"))
          : interpret(call, raw, confidential, type);
    } catch (RuntimeException e) {
      return new Failed<>(failure(call, e));
    }
  }

  private Mono<Raw> receive(ClientResponse response) {
    int status = response.statusCode().value();
    HttpHeaders headers = response.headers().asHttpHeaders();
    budget.note(status, headers);
    return response
        .bodyToMono(byte[].class)
        .defaultIfEmpty(new byte[0])
        .map(body -> new Raw(status, headers, body));
  }

  private static <T> Answer<T> interpret(
      String call, Raw raw, @Nullable Secret confidential, Class<T> type) {
    if (raw.status() >= 200 && raw.status() < 300) {
      return parse(call, raw, type);
    }
    return new Failed<>(
        new Refusal(
            call,
            raw.status(),
            ApiError.parse(raw.body(), confidential),
            raw.headers().getFirst("x-correlation-id"),
            retryAfter(raw.headers())));
  }

  private static <T> Answer<T> parse(String call, Raw raw, Class<T> type) {
    try {
      T body = JSON.readValue(raw.body(), type);
      return body == null ? new Failed<>(new Garbled(call, "null")) : new Ok<>(body);
    } catch (JacksonException e) {
      // The parser's own message may quote the body.
      return new Failed<>(
          new Garbled(
              call, raw.status() + " with " + raw.body().length + " bytes of other content"));
    }
  }

  private static CallFailure failure(String call, RuntimeException thrown) {
    return Faults.chain(thrown).anyMatch(fault -> fault instanceof DataBufferLimitException)
        ? new Garbled(call, "more than " + LARGEST_BODY + " bytes")
        : new Lost(call, Faults.cause(thrown), Faults.describe(thrown));
  }

  private static @Nullable Duration retryAfter(HttpHeaders headers) {
    String text = headers.getFirst(HttpHeaders.RETRY_AFTER);
    return text != null && text.matches("\\d{1,6}")
        ? Duration.ofSeconds(Long.parseLong(text))
        : null;
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Raw(int status, HttpHeaders headers, byte[] body) {}
}
