package io.github.ciautoscaler.hetzner;

import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.hetzner.Answer.CallFailure;
import io.github.ciautoscaler.hetzner.Answer.Failed;
import io.github.ciautoscaler.hetzner.Answer.Garbled;
import io.github.ciautoscaler.hetzner.Answer.Lost;
import io.github.ciautoscaler.hetzner.Answer.Ok;
import io.github.ciautoscaler.hetzner.Answer.Refusal;
import io.github.ciautoscaler.http.DateHeader;
import io.github.ciautoscaler.http.Exchange;
import io.github.ciautoscaler.http.Fault;
import io.github.ciautoscaler.http.Reply;
import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.util.UriBuilder;
import reactor.core.publisher.Mono;

/**
 * One request to Hetzner and what its reply is to us: bounded in time, never throwing, its share of
 * the rate budget kept.
 */
final class HetznerHttp {

  /** A page of 50 servers is up to 400 KB, beyond what a client reads by default. */
  private static final int LARGEST_BODY = 16 * 1024 * 1024;

  private final Exchange exchange;
  private final Duration answerWithin;

  HetznerHttp(WebClient client, BudgetMeter budget, DateHeader date, Duration answerWithin) {
    // The budget stands in the headers, also of a reply whose body never ends.
    WebClient noting =
        client
            .mutate()
            .filter((request, next) ->
                next.exchange(request)
                    .doOnNext(
                        it -> budget.note(it.statusCode().value(), it.headers().asHttpHeaders())))
            .build();
    this.exchange = new Exchange(noting, LARGEST_BODY, date);
    this.answerWithin = answerWithin;
  }

  /** Reads and parses. The URI function appends to the base URL. */
  <T> Answer<T> get(String call, Function<UriBuilder, URI> uri, Class<T> type) {
    return answered("GET " + call, ask(call, uri, type));
  }

  /** Reads and parses, beside other requests. */
  <T> Mono<Answer<T>> ask(String call, Function<UriBuilder, URI> uri, Class<T> type) {
    return answer("GET " + call, exchange.get(uri), answerWithin, null, type);
  }

  /** Deletes, and parses the answer. */
  <T> Answer<T> delete(String call, Function<UriBuilder, URI> uri, Class<T> type) {
    String request = "DELETE " + call;
    return answered(request, answer(request, exchange.delete(uri), answerWithin, null, type));
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
    Mono<Reply> sent = exchange.send(method, uri -> uri.path(call).build(), body);
    String request = method.name() + " " + call;
    return answered(request, answer(request, sent, within, confidential, type));
  }

  /** Never fails: what broke the call is an answer. */
  private static <T> Mono<Answer<T>> answer(
      String call,
      Mono<Reply> sent,
      Duration within,
      @Nullable Secret confidential,
      Class<T> type) {
    return sent.timeout(within)
        .map(reply -> HetznerHttp.<T>interpret(call, reply, confidential, type))
        .onErrorResume(thrown -> Mono.just(new Failed<T>(failure(call, thrown))));
  }

  private static <T> Answer<T> answered(String call, Mono<Answer<T>> answer) {
    try {
      return answer.blockOptional().orElseGet(() -> new Failed<>(new Garbled(call, "nothing")));
    } catch (RuntimeException interrupted) {
      return new Failed<>(failure(call, interrupted));
    }
  }

  private static <T> Answer<T> interpret(
      String call, Reply reply, @Nullable Secret confidential, Class<T> type) {
    return reply.isOk()
        ? parse(call, reply, type)
        : new Failed<>(
            new Refusal(
                call,
                reply.status(),
                ApiError.parse(reply.body(), confidential),
                reply.header("x-correlation-id"),
                reply.retryAfter()));
  }

  private static <T> Answer<T> parse(String call, Reply reply, Class<T> type) {
    return reply
        .as(type)
        .<Answer<T>>map(Ok::new)
        .orElseGet(() -> new Failed<>(new Garbled(call, otherContent(reply))));
  }

  private static String otherContent(Reply reply) {
    return reply.isNull()
        ? "null"
        : reply.status() + " with " + reply.body().length + " bytes of other content";
  }

  private static CallFailure failure(String call, Throwable thrown) {
    return switch (Fault.of(thrown)) {
      case NOT_SENT -> new Lost(call, Lost.Cause.NOT_SENT, describe(thrown));
      case TIMED_OUT -> new Lost(call, Lost.Cause.TIMED_OUT, describe(thrown));
      case CUT_OFF -> new Lost(call, Lost.Cause.CUT_OFF, describe(thrown));
      case TOO_LARGE -> new Garbled(call, "more than " + LARGEST_BODY + " bytes");
    };
  }

  private static String describe(Throwable thrown) {
    return Fault.quotable(thrown).stream()
        .map(fault -> fault.getClass().getSimpleName() + " " + fault.getMessage())
        .findFirst()
        .orElseGet(() -> thrown.getClass().getSimpleName());
  }
}
