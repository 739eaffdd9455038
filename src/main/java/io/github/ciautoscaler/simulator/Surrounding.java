package io.github.ciautoscaler.simulator;

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
  TWO_RUNNERS
}
