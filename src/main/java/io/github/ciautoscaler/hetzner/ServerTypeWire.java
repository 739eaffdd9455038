package io.github.ciautoscaler.hetzner;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.github.ciautoscaler.fleet.MachineSize;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A server type as Hetzner sends it; memory and disk in GB. */
@JsonIgnoreProperties(ignoreUnknown = true)
record ServerTypeWire(
    @Nullable Long id,
    @Nullable String name,
    @Nullable Integer cores,
    @Nullable Double memory,
    @Nullable Long disk)
    implements PageWire.Item {

  record Page(@Nullable List<ServerTypeWire> serverTypes, @Nullable Meta meta)
      implements PageWire<ServerTypeWire> {
    @Override
    public @Nullable List<ServerTypeWire> items() {
      return serverTypes;
    }
  }

  /** An owner names a type by its name or its id; nothing where something is not said. */
  Stream<MachineSize> toSizes() {
    if (name == null || cores == null || memory == null || disk == null) {
      return Stream.empty();
    }
    MachineSize named = new MachineSize(name, cores, memory, disk);
    return id == null
        ? Stream.of(named)
        : Stream.of(named, new MachineSize(String.valueOf(id), cores, memory, disk));
  }
}
