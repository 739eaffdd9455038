package io.github.ciautoscaler.report;

import io.github.ciautoscaler.fleet.OriginalState;
import io.github.ciautoscaler.fleet.Server;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Knows each machine as the pass before saw it. */
final class MachineTracker {

  private Map<String, MachineSummary> before = Map.of();

  /** Servers that were seen to boot, by id. */
  private final Set<Long> booting = new HashSet<>();

  void follow(List<MachineSummary> machines, Instant now, Consumer<FleetEvent> tell) {
    Map<String, MachineSummary> next = new LinkedHashMap<>();
    Set<Long> servers = new HashSet<>();
    for (MachineSummary machine : machines) {
      next.put(machine.name(), machine);
      changed(machine, tell);
      Server server = machine.machine().server();
      if (server != null) {
        servers.add(server.id());
        booted(machine, server, now, tell);
      }
    }
    before.forEach((name, last) -> {
      if (!next.containsKey(name)) {
        tell.accept(new MachineEvent.Gone(name, last.pool(), last.state()));
      }
    });
    booting.retainAll(servers);
    before = next;
  }

  private void changed(MachineSummary machine, Consumer<FleetEvent> tell) {
    MachineSummary old = before.get(machine.name());
    if (old == null) {
      tell.accept(new MachineEvent.Appeared(machine.name(), machine.pool(), machine.state()));
    } else if (old.state() != machine.state()) {
      tell.accept(
          new MachineEvent.Changed(machine.name(), machine.pool(), old.state(), machine.state()));
    }
  }

  private void booted(
      MachineSummary machine, Server server, Instant now, Consumer<FleetEvent> tell) {
    if (machine.state() == OriginalState.PROVISIONING) {
      booting.add(server.id());
    } else if (!machine.machine().runners().isEmpty() && booting.remove(server.id())) {
      Duration took = Duration.between(server.created(), now);
      tell.accept(new MachineEvent.Booted(machine.name(), machine.pool(), took));
    }
  }
}
