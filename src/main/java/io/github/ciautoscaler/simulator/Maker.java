package io.github.ciautoscaler.simulator;

/** Who made a server of the project, which nothing that is written on it later can change. */
public enum Maker {
  /** A process of the installation under test, in whichever of its runs. */
  US,
  /** The original, for this cluster: it may be adopted once its Node has joined. */
  ORIGINAL,
  /** The original, for another cluster with the same project. */
  OTHER_CLUSTER,
  /** Another installation of ours. */
  OTHER_INSTALLATION,
  PERSON
}
