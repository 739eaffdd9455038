package io.github.ciautoscaler.fleet;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the cluster is and lets us do.
 *
 * @param version as the API server says, for example v1.34.2+k3s1
 * @param caHash hex SHA-256 of the CA bundle as K3s hashes it for join tokens (the K10 prefix);
 *     null where it could not be read
 * @param caKeyHashes hex SHA-256 of the public key of each CA of the bundle, as kubeadm pins them;
 *     empty where they could not be read
 * @param granted every permission that was asked for and is held
 * @param denied every permission that was asked for and is not held, with the YAML rule that grants
 *     it
 */
public record ClusterInfo(
    String version,
    @Nullable String caHash,
    List<String> caKeyHashes,
    Set<Permission> granted,
    Map<Permission, String> denied) {

  public ClusterInfo {
    caKeyHashes = List.copyOf(caKeyHashes);
    granted = Set.copyOf(granted);
    denied = Map.copyOf(denied);
  }

  /** One whose CA's key nobody asks for. */
  public ClusterInfo(
      String version,
      @Nullable String caHash,
      Set<Permission> granted,
      Map<Permission, String> denied) {
    this(version, caHash, List.of(), granted, denied);
  }

  /** What more than the original's RBAC a feature needs. */
  public enum Permission {
    /** Leases in our namespace: several replicas. */
    LEASES,
    /** ConfigMaps in our namespace: pending launches and pause survive a restart. */
    CONFIG_MAPS,
    /** Create and delete Secrets in kube-system: a join token for each machine. */
    JOIN_TOKENS,
    /** Events. */
    EVENTS
  }
}
