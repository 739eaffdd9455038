package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.simulator.CloudAnswer.Accepted;
import io.github.ciautoscaler.simulator.CloudAnswer.Refused;
import org.jspecify.annotations.Nullable;

/** A server's power and its networks. */
final class CloudSwitches {

  private final CloudWorld cloud;
  private final World world;
  private final Machines machines;

  CloudSwitches(CloudWorld cloud, World world, Machines machines) {
    this.cloud = cloud;
    this.world = world;
    this.machines = machines;
  }

  void start(CloudServer server, CloudAction action) {
    if (server.isDeleting()) {
      action.finish(cloud.clock());
      return;
    }
    server.become("starting");
    cloud.changed();
    world.afterSeconds(
        1,
        4,
        () -> {
          action.finish(cloud.clock());
          if (!server.isDeleting()) {
            server.become("running");
            cloud.changed();
            world.log(server.name(), "server has power");
            machines.powerOn(server);
          }
        });
  }

  /** Switches it on or off, as the actions poweron, poweroff and shutdown do. */
  CloudAnswer power(@Nullable CloudServer server, long id, boolean on) {
    if (server == null) {
      return Refused.of(404, "not_found", "server with ID '" + id + "' not found");
    }
    if (server.locked()) {
      return Refused.of(423, "locked", "server is locked");
    }
    CloudAction action = cloud.begin(on ? "start_server" : "stop_server", server);
    if (on && server.status().equals("off")) {
      start(server, action);
      return new Accepted(server, action);
    }
    if (!on && server.isRunning()) {
      server.become("off");
      machines.powerOff(server);
      cloud.changed();
    }
    action.finish(cloud.clock());
    return new Accepted(server, action);
  }

  /** A subnet is named exactly as its network has it. */
  CloudAnswer attach(@Nullable CloudServer server, long id, long network, String ipRange) {
    if (server == null) {
      return Refused.of(404, "not_found", "server with ID '" + id + "' not found");
    }
    if (server.locked() || server.status().equals("initializing")) {
      return Refused.of(423, "locked", "server is locked");
    }
    Catalogue.Network found =
        cloud.catalogue().networks().stream()
            .filter(one -> one.id() == network)
            .findFirst()
            .orElse(null);
    if (found == null) {
      return Refused.of(404, "not_found", "network with ID '" + network + "' not found");
    }
    if (server.networks().contains(network)) {
      return Refused.of(409, "server_already_attached", "server is already attached to network");
    }
    if (!found.ipRange().equals(ipRange)) {
      return Refused.of(422, "no_subnet_available", "no subnet or IP available");
    }
    server.attach(network);
    cloud.changed();
    world.log(server.name(), "server attached to network " + found.name());
    CloudAction action = cloud.begin("attach_to_network", server);
    action.finish(cloud.clock());
    return new Accepted(server, action);
  }
}
