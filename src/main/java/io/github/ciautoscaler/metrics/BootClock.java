package io.github.ciautoscaler.metrics;

import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Phase;
import io.github.ciautoscaler.fleet.Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tells how long each machine took from its server's creation to its first runner, once. */
final class BootClock {

  private final Set<Long> booting = new HashSet<>();

  /** The boots that this fleet shows as done. */
  List<Duration> done(FleetState fleet) {
    List<Duration> boots = new ArrayList<>();
    Set<Long> seen = new HashSet<>();
    for (Machine machine : fleet.machines()) {
      Server server = machine.server();
      if (server == null) {
        continue;
      }
      seen.add(server.id());
      if (machine.phase() instanceof Phase.Launching) {
        booting.add(server.id());
      } else if (!machine.runners().isEmpty() && booting.remove(server.id())) {
        boots.add(Duration.between(server.created(), fleet.seen().now()));
      }
    }
    booting.retainAll(seen);
    return boots;
  }
}
