package io.github.ciautoscaler.simulator;

import java.util.Set;

/** What a whole world is like, from its first moment on. */
public enum Surrounding {
  /** Runners register anew for each job; their row is gone between two jobs. */
  EPHEMERAL_RUNNERS,
  /** A cloud controller works in the cluster, and writes the server's id into each Node. */
  CLOUD_CONTROLLER,
  /** Nodes have their server's public address, as without a private network. */
  PUBLIC_ADDRESSES,
  /** The pool's own maximum is above MAX_NODES, which alone holds then. */
  ROOMY_POOL,
  /** The owner asks for free machines during the day. */
  WARM_POOL,
  /** Two runners on each machine, so that it runs two jobs at once. */
  TWO_RUNNERS,
  /** The owner wants a fresh machine for each job. */
  ONE_USE,
  /** The owner wants a machine to go after three jobs. */
  THREE_USES,
  /** The owner allows three jobs at once, which is fewer than machines. */
  FEW_JOBS,
  /** The owner's money is enough for three machines at a time. */
  LITTLE_MONEY,
  /** Deployments and Jobs of the cluster ask for machines too, of two pools. */
  PODS,
  /** A second pool's machines offer one label more, cost less, and may be few. */
  TWO_POOLS,
  /** The forge announces each queued job by a webhook, as well as it can. */
  WEBHOOK;

  /** So many machines each of those two leaves at least. */
  static final int CAPPED_AT = 3;

  /** How many jobs a machine may be given there; 0: any number. */
  static int maxUses(Set<Surrounding> around) {
    if (around.contains(ONE_USE)) {
      return 1;
    }
    return around.contains(THREE_USES) ? 3 : 0;
  }
}
