package io.github.ciautoscaler.bootstrap;

import io.github.ciautoscaler.fleet.ClusterInfo;
import io.github.ciautoscaler.fleet.JoiningMachine;
import io.github.ciautoscaler.fleet.MachineBootstrap;
import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.fleet.ServerAccess;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Machines join as the owner's own user-data says, whatever the cluster is; it is the same for each
 * of them, and holds its own credential.
 */
public record OwnBootstrap(Secret userData) implements MachineBootstrap {

  @Override
  public Credential credential(ClusterInfo cluster) {
    return Credential.NONE;
  }

  @Override
  public Boot boot(JoiningMachine machine, @Nullable Secret token) {
    return new Boot.With(userData);
  }

  /** What is odd about it was said when it was read. */
  @Override
  public List<Warning> warnings(
      @Nullable ClusterInfo cluster, ServerAccess access, boolean hasJoined) {
    return List.of();
  }

  @Override
  public String ifItDoesNotJoin() {
    return "It boots with the owner's user-data: where cloud-init reads that,"
        + " /var/log/cloud-init-output.log on the machine says what became of it. Its Node must be"
        + " called as its server is.";
  }
}
