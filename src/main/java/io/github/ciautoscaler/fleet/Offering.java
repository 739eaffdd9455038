package io.github.ciautoscaler.fleet;

/** A server type at a location, each a name or a numeric id, as given by the owner. */
public record Offering(String serverType, String location) {

  @Override
  public String toString() {
    return serverType + "@" + location;
  }
}
