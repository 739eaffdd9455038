package io.github.ciautoscaler.hetzner;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A server type as Hetzner sends it: where it is sold, and until when. */
@JsonIgnoreProperties(ignoreUnknown = true)
record SoldWire(
    @Nullable Long id,
    @Nullable String name,
    @Nullable String architecture,
    @Nullable List<Site> locations,
    @Nullable Deprecation deprecation)
    implements PageWire.Item {

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Site(@Nullable Long id, @Nullable String name, @Nullable Deprecation deprecation) {
    boolean is(String nameOrId) {
      return nameOrId.equals(name) || nameOrId.equals(String.valueOf(id));
    }
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Deprecation(@Nullable String unavailableAfter) {
    /** What cannot be read is long ago: it is deprecated in any case. */
    Instant end() {
      try {
        return unavailableAfter == null
            ? Instant.EPOCH
            : OffsetDateTime.parse(unavailableAfter).toInstant();
      } catch (DateTimeException e) {
        return Instant.EPOCH;
      }
    }
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Page(@Nullable List<SoldWire> serverTypes, @Nullable Meta meta)
      implements PageWire<SoldWire> {
    @Override
    public @Nullable List<SoldWire> items() {
      return serverTypes;
    }
  }

  boolean is(String nameOrId) {
    return nameOrId.equals(name) || nameOrId.equals(String.valueOf(id));
  }

  /** Null where Hetzner does not say where it is sold. */
  @Nullable List<Site> sites() {
    return locations == null ? null : locations.stream().filter(Objects::nonNull).toList();
  }

  /** Of the type there; else of the type. */
  Optional<Deprecation> deprecation(Site place) {
    return Optional.ofNullable(place.deprecation()).or(() -> Optional.ofNullable(deprecation));
  }
}
