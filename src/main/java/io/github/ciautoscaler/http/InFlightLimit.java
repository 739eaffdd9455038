package io.github.ciautoscaler.http;

import java.net.ConnectException;
import java.util.concurrent.Semaphore;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Mono;

/** Refuses a call, unsent, while too many others wait for the same side's answer. */
record InFlightLimit(Semaphore permits) implements ExchangeFilterFunction {

  InFlightLimit(int calls) {
    this(new Semaphore(calls));
  }

  @Override
  public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
    return Mono.defer(() ->
        permits.tryAcquire()
            ? next.exchange(request).doFinally(_ -> permits.release())
            : Mono.error(new ConnectException("too many calls wait for an answer already")));
  }
}
