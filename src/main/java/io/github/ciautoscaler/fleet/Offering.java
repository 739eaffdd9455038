package io.github.ciautoscaler.fleet;

import java.util.List;

/** A server type at a location, each a name or a numeric id, as given by the owner. */
public record Offering(String serverType, String location) {

  /** Every location for the first type, then for the next. */
  public static List<Offering> each(List<String> serverTypes, List<String> locations) {
    return serverTypes.stream()
        .flatMap(type -> locations.stream().map(location -> new Offering(type, location)))
        .distinct()
        .toList();
  }

  @Override
  public String toString() {
    return serverType + "@" + location;
  }
}
