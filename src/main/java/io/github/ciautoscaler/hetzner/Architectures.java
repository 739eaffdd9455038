package io.github.ciautoscaler.hetzner;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.github.ciautoscaler.hetzner.Answer.Failed;
import io.github.ciautoscaler.hetzner.Answer.Ok;
import io.github.ciautoscaler.reconcile.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Of which architecture a server type is, as Hetzner says it: x86 or arm. */
final class Architectures {

  sealed interface Resolved {}

  record Known(String architecture) implements Resolved {}

  record Unknown(Outcome.Failure failure) implements Resolved {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Type(@Nullable Long id, @Nullable String name, @Nullable String architecture) {
    boolean is(String nameOrId) {
      return nameOrId.equals(name) || nameOrId.equals(String.valueOf(id));
    }
  }

  /** A list, or the one that was asked for by its id. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Types(@Nullable List<Type> serverTypes, @Nullable Type serverType) {
    List<Type> all() {
      return serverTypes != null
          ? serverTypes
          : serverType == null ? List.of() : List.of(serverType);
    }
  }

  private record Remembered(Known known, Instant at) {}

  private final HetznerHttp http;
  private final Duration rememberFor;
  private final InstantSource clock;
  private final Map<String, Remembered> remembered = new HashMap<>();

  Architectures(HetznerHttp http, Duration rememberFor, InstantSource clock) {
    this.http = http;
    this.rememberFor = rememberFor;
    this.clock = clock;
  }

  Resolved of(String nameOrId) {
    Instant now = clock.instant();
    remembered.values().removeIf(last -> !now.isBefore(last.at().plus(rememberFor)));
    Remembered last = remembered.get(nameOrId);
    return last != null ? last.known() : look(nameOrId, now);
  }

  private Resolved look(String nameOrId, Instant now) {
    return switch (ask(nameOrId)) {
      case Failed<Types>(var failure) when failure.isNotFound() -> new Unknown(none(nameOrId));
      case Failed<Types>(var failure) -> new Unknown(Reactions.beforeWrite(failure));
      case Ok<Types>(var types) ->
          types.all().stream()
              .filter(Objects::nonNull)
              .filter(type -> type.is(nameOrId))
              .map(Type::architecture)
              .flatMap(it -> Optional.ofNullable(it).stream())
              .findFirst()
              .<Resolved>map(architecture -> {
                Known known = new Known(architecture);
                remembered.put(nameOrId, new Remembered(known, now));
                return known;
              })
              .orElseGet(() -> new Unknown(none(nameOrId)));
    };
  }

  private Answer<Types> ask(String nameOrId) {
    if (nameOrId.matches("\\d{1,18}")) {
      String call = "/server_types/" + nameOrId;
      return http.get(call, uri -> uri.path(call).build(), Types.class);
    }
    return http.get(
        "/server_types",
        uri -> uri.path("/server_types").queryParam("name", "{name}").build(nameOrId),
        Types.class);
  }

  /** The next type may exist. */
  private static Outcome.Failure none(String nameOrId) {
    return new Outcome.TypeUnavailable("Hetzner has no server type '" + nameOrId + "'");
  }
}
