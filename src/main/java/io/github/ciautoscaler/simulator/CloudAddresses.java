package io.github.ciautoscaler.simulator;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Which address the next server is given. */
final class CloudAddresses {

  private CloudAddresses() {}

  /** The lowest that no server has: who follows a deleted server has its address. */
  static int free(Collection<CloudServer> servers) {
    Set<Integer> taken = new HashSet<>();
    servers.forEach(server -> taken.add(server.address()));
    int free = 1;
    while (taken.contains(free)) {
      free++;
    }
    return free;
  }
}
