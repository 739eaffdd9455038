package io.github.ciautoscaler.hetzner;

import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.hetzner.Answer.CallFailure;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Reads every server of a selector, and reads again when the list moved under it. */
final class ServerList {

  /** A list that moves is read so often before it is given as partial. */
  private static final int ATTEMPTS = 3;

  private final HetznerHttp http;
  private final InstantSource clock;

  ServerList(HetznerHttp http, InstantSource clock) {
    this.http = http;
    this.clock = clock;
  }

  Reading<List<Server>> read(String selector) {
    Reading.@Nullable Partial<List<Server>> last = null;
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Instant takenAt = clock.instant();
      switch (attempt(selector)) {
        case Listing.Whole<ServerWire>(var items) -> {
          return judged(items, takenAt);
        }
        case Listing.Moved<ServerWire>(var items, String problem) ->
            last = new Reading.Partial<>(servers(items), takenAt, "GET /servers: " + problem);
        case Listing.Broken<ServerWire>(var items, var failure) -> {
          return broken(items, failure, last, takenAt);
        }
      }
    }
    return Objects.requireNonNull(last);
  }

  private Listing<ServerWire> attempt(String selector) {
    String what = "/servers";
    return Listing.read(what, page -> page(selector, page));
  }

  private Mono<Answer<ServerWire.Page>> page(String selector, int page) {
    // A template variable is encoded exactly once, "=" included.
    return http.ask(
        "/servers",
        uri ->
            uri.path("/servers")
                .queryParam("label_selector", "{selector}")
                .queryParam("per_page", Listing.PER_PAGE)
                .queryParam("page", page)
                .build(selector),
        ServerWire.Page.class);
  }

  private static Reading<List<Server>> judged(List<ServerWire> items, Instant takenAt) {
    List<Server> servers = servers(items);
    return servers.size() == items.size()
        ? new Reading.Complete<>(servers, takenAt)
        : new Reading.Partial<>(
            servers, takenAt, "GET /servers: a server has no name or no readable creation time");
  }

  /** Gives what came before the failure, of this attempt or of the one before. */
  private static Reading<List<Server>> broken(
      List<ServerWire> items,
      CallFailure failure,
      Reading.@Nullable Partial<List<Server>> earlier,
      Instant takenAt) {
    if (!items.isEmpty()) {
      return new Reading.Partial<>(servers(items), takenAt, failure.describe());
    }
    return earlier != null
        ? new Reading.Partial<>(earlier.value(), earlier.takenAt(), failure.describe())
        : new Reading.Failed<>(Reactions.afterRead(failure), failure.describe(), takenAt);
  }

  private static List<Server> servers(List<ServerWire> items) {
    return items.stream().map(ServerWire::toServer).flatMap(Optional::stream).toList();
  }
}
