package io.github.ciautoscaler.simulator;

/**
 * Sees what a process does to the world, at the moment in which it takes effect and just before.
 */
public interface Witness {

  Witness NOBODY = new Witness() {};

  /** The queue is read. */
  default void reads() {}

  default void creates(CreateRequest request) {}

  /** The create was accepted. */
  default void created(CloudServer server) {}

  default void deletes(CloudServer server) {}

  default void relabels(CloudServer server) {}

  default void deletes(RunnerRow row) {}

  default void disables(RunnerRow row) {}

  default void enables(RunnerRow row) {}

  default void evicts(ClusterPod pod) {}

  default void patches(ClusterNode node) {}

  default void deletes(ClusterNode node) {}
}
