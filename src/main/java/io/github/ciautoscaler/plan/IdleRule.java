package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.BillingHour;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Server;
import java.time.Instant;

/** A rule about machines in service that run no job. */
interface IdleRule extends TerminationRule {

  Answer askIdle(Idle idle, Situation situation);

  @Override
  default Answer ask(Machine machine, Situation situation) {
    Server server = machine.server();
    return server != null && machine.isIdle()
        ? askIdle(new Idle(machine, server, machine.phase().since()), situation)
        : Answer.NONE;
  }

  /** An idle machine, with what is known of each. */
  record Idle(Machine machine, Server server, Instant since) {
    String name() {
      return machine.name();
    }

    Instant paidUntil(Instant now) {
      return BillingHour.paidUntil(server.created(), now);
    }

    /** Whether its paid hour ends, and it can be gone in time. */
    boolean isDue(Situation situation) {
      return situation.hourEnd().isDue(server, since, situation.now());
    }
  }
}
