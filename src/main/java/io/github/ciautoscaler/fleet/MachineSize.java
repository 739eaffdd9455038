package io.github.ciautoscaler.fleet;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a server type has, as its seller says. */
public record MachineSize(Type type, int cores, double memoryGb, long diskGb) {

  /**
   * Which server type.
   *
   * @param id null where not said
   * @param name as servers show it
   * @param architecture x86 or arm; null where not said
   * @param locations names by id, of the places where it is sold
   */
  public record Type(
      @Nullable String id,
      String name,
      @Nullable String architecture,
      Map<String, String> locations) {

    public Type {
      locations = Map.copyOf(locations);
    }
  }
}
