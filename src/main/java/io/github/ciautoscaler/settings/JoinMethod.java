package io.github.ciautoscaler.settings;

/** The ways in which a new machine boots and joins the cluster. */
public enum JoinMethod {
  /** As an agent of K3s, or with user-data of the owner's that is sent as it is. */
  K3S,
  /** As an agent of RKE2. */
  RKE2,
  /** As a worker of a kubeadm cluster. */
  KUBEADM,
  /** With the owner's Talos machine config. */
  TALOS,
  /** As a text of the owner's says, filled in for each machine. */
  TEMPLATE
}
