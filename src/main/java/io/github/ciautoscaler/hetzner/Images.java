package io.github.ciautoscaler.hetzner;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.github.ciautoscaler.fleet.Image;
import io.github.ciautoscaler.hetzner.Answer.Failed;
import io.github.ciautoscaler.hetzner.Answer.Ok;
import io.github.ciautoscaler.reconcile.Outcome;
import io.github.ciautoscaler.reconcile.ServerCloud.Order;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which image a server boots. A name or an id goes through as it is given; a selector is looked up,
 * and again after a short while, so that a new snapshot is soon used.
 */
final class Images {

  /** A machine that boots the former snapshot is no harm; each look costs a request. */
  static final Duration SNAPSHOT_FOR = Duration.ofMinutes(2);

  /** The image, or why it is not known. */
  sealed interface Resolved {}

  /**
   * @param image name or id
   */
  record Known(String image) implements Resolved {}

  record Unknown(Outcome.Failure failure) implements Resolved {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Snapshot(
      @Nullable Long id,
      @Nullable String status,
      @Nullable String architecture,
      @Nullable String created) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Snapshots(@Nullable List<Snapshot> images) {}

  private record Wanted(String selector, String architecture) {}

  private record Remembered(long id, Instant at) {}

  private final HetznerHttp http;
  private final InstantSource clock;
  private final Architectures architectures;
  private final Map<Wanted, Remembered> remembered = new HashMap<>();

  Images(HetznerHttp http, Duration rememberFor, InstantSource clock) {
    this.http = http;
    this.clock = clock;
    this.architectures = new Architectures(http, rememberFor, clock);
  }

  /** Asks at most once for all who order at the same time. */
  synchronized Resolved resolve(Order order) {
    return switch (order.template().image()) {
      case Image.Named(String nameOrId) -> new Known(nameOrId);
      case Image.Newest(String selector) ->
          switch (architectures.of(order.offering().serverType())) {
            case Architectures.Unknown(var failure) -> new Unknown(failure);
            case Architectures.Known(String architecture) ->
                newest(new Wanted(selector, architecture));
          };
    };
  }

  /** After an order was refused for what it refers to: a snapshot may have been deleted. */
  synchronized void forget() {
    remembered.clear();
  }

  private Resolved newest(Wanted wanted) {
    Instant now = clock.instant();
    remembered.values().removeIf(last -> !now.isBefore(last.at().plus(SNAPSHOT_FOR)));
    Remembered last = remembered.get(wanted);
    return last != null ? new Known(String.valueOf(last.id())) : look(wanted, now);
  }

  private Resolved look(Wanted wanted, Instant now) {
    Answer<Snapshots> answer =
        http.get(
            "/images",
            uri ->
                uri.path("/images")
                    .queryParam("type", "snapshot")
                    .queryParam("status", "available")
                    .queryParam("architecture", wanted.architecture())
                    .queryParam("label_selector", "{selector}")
                    .queryParam("sort", "created:desc")
                    .queryParam("per_page", Listing.PER_PAGE)
                    .build(wanted.selector()),
            Snapshots.class);
    return switch (answer) {
      case Failed<Snapshots>(var failure) -> new Unknown(Reactions.beforeWrite(failure));
      case Ok<Snapshots>(var found) ->
          newest(found, wanted)
              .<Resolved>map(id -> {
                remembered.put(wanted, new Remembered(id, now));
                return new Known(String.valueOf(id));
              })
              .orElseGet(() -> new Unknown(new Outcome.Invalid(none(wanted))));
    };
  }

  private static String none(Wanted wanted) {
    return "the Hetzner project has no available snapshot of architecture "
        + wanted.architecture()
        + " whose labels match '"
        + wanted.selector()
        + "'";
  }

  /** By its time, whatever the order of the answer. */
  private static Optional<Long> newest(Snapshots found, Wanted wanted) {
    return Optional.ofNullable(found.images()).stream()
        .flatMap(List::stream)
        .filter(Objects::nonNull)
        .filter(one -> one.id() != null && "available".equals(one.status()))
        .filter(one -> wanted.architecture().equals(one.architecture()))
        .max(
            Comparator.comparing(
                Snapshot::created, Comparator.nullsFirst(Comparator.naturalOrder())))
        .map(Snapshot::id);
  }
}
