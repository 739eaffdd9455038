package io.github.ciautoscaler.http;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Ends a call, to the last byte of its body, after a fixed time: a server that drips costs no more
 * than one that is silent.
 *
 * @param usual for everything but POST
 * @param post for POST, which creates things and may take long on the other side
 */
record Deadline(Duration usual, Duration post) implements ExchangeFilterFunction {

  @Override
  public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
    return Mono.defer(() -> bounded(request, next));
  }

  private Mono<ClientResponse> bounded(ClientRequest request, ExchangeFunction next) {
    Duration limit = request.method() == HttpMethod.POST ? post : usual;
    long end = System.nanoTime() + limit.toNanos();
    return next.exchange(request)
        .timeout(limit, Mono.error(() -> late(limit)))
        .map(answer -> answer.mutate().body(body -> until(end, limit, body)).build());
  }

  private static Flux<DataBuffer> until(long end, Duration limit, Flux<DataBuffer> body) {
    return Flux.defer(() -> {
      Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
      return body.takeUntilOther(Mono.delay(left).then(Mono.error(() -> late(limit))));
    });
  }

  private static TimeoutException late(Duration limit) {
    return new TimeoutException("no whole answer within " + limit.toMillis() / 1000.0 + " s");
  }
}
