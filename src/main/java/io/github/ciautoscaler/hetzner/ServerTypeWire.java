package io.github.ciautoscaler.hetzner;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.github.ciautoscaler.fleet.MachineSize;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A server type as Hetzner sends it; memory and disk in GB. */
@JsonIgnoreProperties(ignoreUnknown = true)
record ServerTypeWire(
    @Nullable Long id,
    @Nullable String name,
    @Nullable String architecture,
    @Nullable Integer cores,
    @Nullable Double memory,
    @Nullable Long disk,
    @Nullable List<Site> locations)
    implements PageWire.Item {

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Site(@Nullable Long id, @Nullable String name) {}

  record Page(@Nullable List<ServerTypeWire> serverTypes, @Nullable Meta meta)
      implements PageWire<ServerTypeWire> {
    @Override
    public @Nullable List<ServerTypeWire> items() {
      return serverTypes;
    }
  }

  /** Nothing where something is not said. */
  Optional<MachineSize> toSize() {
    if (name == null || cores == null || memory == null || disk == null) {
      return Optional.empty();
    }
    String number = id == null ? null : String.valueOf(id);
    MachineSize.Type type = new MachineSize.Type(number, name, architecture, places());
    return Optional.of(new MachineSize(type, cores, memory, disk));
  }

  private Map<String, String> places() {
    Map<String, String> names = new HashMap<>();
    for (Site site : locations == null ? List.<Site>of() : locations) {
      if (site != null && site.id() != null && site.name() != null) {
        names.put(String.valueOf(site.id()), site.name());
      }
    }
    return names;
  }
}
