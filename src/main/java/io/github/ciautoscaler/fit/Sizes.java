package io.github.ciautoscaler.fit;

import io.github.ciautoscaler.fleet.MachineSize;
import io.github.ciautoscaler.fleet.Offering;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Server types as their seller describes them; an owner names one by its name or its id. */
final class Sizes {

  private final Map<String, MachineSize> byName = new HashMap<>();
  private final Map<String, String> locations = new HashMap<>();

  Sizes(Iterable<MachineSize> all) {
    for (MachineSize size : all) {
      MachineSize.Type type = size.type();
      byName.put(type.name().toLowerCase(Locale.ROOT), size);
      if (type.id() != null) {
        byName.put(type.id(), size);
      }
      locations.putAll(type.locations());
    }
  }

  @Nullable MachineSize of(String nameOrId) {
    return byName.get(nameOrId.toLowerCase(Locale.ROOT));
  }

  /** The same by the names that servers show; as given where an id is not known. */
  Offering named(Offering given) {
    MachineSize size = of(given.serverType());
    String type = size == null ? given.serverType() : size.type().name();
    String location = locations.getOrDefault(given.location(), given.location());
    return new Offering(type.toLowerCase(Locale.ROOT), location.toLowerCase(Locale.ROOT));
  }

  /** As a Node's label says it. */
  static String architecture(MachineSize.Type type) {
    boolean arm =
        type.architecture() == null
            ? type.name().toLowerCase(Locale.ROOT).startsWith("cax")
            : type.architecture().equals("arm");
    return arm ? "arm64" : "amd64";
  }
}
