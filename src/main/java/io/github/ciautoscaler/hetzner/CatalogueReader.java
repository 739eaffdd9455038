package io.github.ciautoscaler.hetzner;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.github.ciautoscaler.fleet.Image;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.hetzner.Answer.CallFailure;
import io.github.ciautoscaler.hetzner.Answer.Failed;
import io.github.ciautoscaler.hetzner.Answer.Garbled;
import io.github.ciautoscaler.hetzner.Answer.Ok;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriBuilder;
import reactor.core.publisher.Mono;

/**
 * Reads what Hetzner says of pools: one list of types, one answer for each image, and for each
 * thing of the project that they name.
 */
record CatalogueReader(HetznerHttp http) {

  @JsonIgnoreProperties(ignoreUnknown = true)
  record ImageWire(@Nullable String architecture) {}

  /** A list, or the one that was asked for by its id. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record ImagesWire(@Nullable List<ImageWire> images, @Nullable ImageWire image) {
    Set<String> architectures() {
      return Stream.concat(images == null ? Stream.of() : images.stream(), Stream.ofNullable(image))
          .filter(Objects::nonNull)
          .map(ImageWire::architecture)
          .filter(Objects::nonNull)
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  Reading<List<PoolFlaw>> flaws(List<Pool> pools, Instant now) {
    return switch (Listing.read("/server_types", this::types)) {
      case Listing.Whole<SoldWire>(var types) -> flaws(pools, types, now);
      case Listing.Moved<SoldWire>(_, String problem) ->
          failed(new Garbled("GET /server_types", problem), now);
      case Listing.Broken<SoldWire>(_, var failure) -> failed(failure, now);
    };
  }

  private Reading<List<PoolFlaw>> flaws(List<Pool> pools, List<SoldWire> types, Instant now) {
    Map<Image, Set<String>> architectures = new HashMap<>();
    for (Image image : pools.stream().map(pool -> pool.template().image()).distinct().toList()) {
      switch (image(image)) {
        case Ok<ImagesWire>(var found) -> architectures.put(image, found.architectures());
        case Failed<ImagesWire>(var failure) when failure.isNotFound() ->
            architectures.put(image, Set.of());
        case Failed<ImagesWire>(var failure) -> {
          return failed(failure, now);
        }
      }
    }
    CatalogueCheck check = new CatalogueCheck(types, architectures, now);
    List<PoolFlaw> flaws = new ArrayList<>();
    pools.forEach(pool -> flaws.addAll(check.flaws(pool)));
    try {
      flaws.addAll(new ReferenceCheck(http).flaws(pools));
    } catch (ReferenceCheck.Unanswered nothing) {
      return failed(nothing.failure(), now);
    }
    return new Reading.Complete<>(List.copyOf(flaws), now);
  }

  private Mono<Answer<SoldWire.Page>> types(int page) {
    return http.ask(
        "/server_types",
        uri ->
            uri.path("/server_types")
                .queryParam("per_page", Listing.PER_PAGE)
                .queryParam("page", page)
                .build(),
        SoldWire.Page.class);
  }

  private Answer<ImagesWire> image(Image image) {
    return switch (image) {
      case Image.Named(String id) when id.matches("\\d{1,18}") ->
          ask("/images/" + id, uri -> uri.path("/images/" + id).build());
      case Image.Named(String name) ->
          ask(
              "/images",
              uri ->
                  uri.path("/images")
                      .queryParam("name", "{name}")
                      .queryParam("include_deprecated", true)
                      .build(name));
      case Image.Newest(String selector) ->
          ask(
              "/images",
              uri ->
                  uri.path("/images")
                      .queryParam("type", "snapshot")
                      .queryParam("status", "available")
                      .queryParam("label_selector", "{selector}")
                      .queryParam("per_page", Listing.PER_PAGE)
                      .build(selector));
    };
  }

  private Answer<ImagesWire> ask(String call, Function<UriBuilder, URI> uri) {
    return http.get(call, uri, ImagesWire.class);
  }

  private static <T> Reading<T> failed(CallFailure failure, Instant now) {
    return new Reading.Failed<>(Reactions.afterRead(failure), failure.describe(), now);
  }
}
