package io.github.ciautoscaler.fleet;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the cluster is and lets us do.
 *
 * @param version as the API server says, for example v1.34.2+k3s1
 * @param caHash hex SHA-256 of the CA bundle as K3s hashes it for join tokens (the K10 prefix);
 *     null where it could not be read
 * @param granted every permission that was asked for and is held
 * @param denied every permission that was asked for and is not held, with the YAML rule that grants
 *     it
 */
public record ClusterInfo(
    String version,
    @Nullable String caHash,
    Set<Permission> granted,
    Map<Permission, String> denied) {

  private static final Pattern NUMBERS = Pattern.compile("^v?1\\.(\\d{1,4})\\.(\\d{1,4})");
  private static final Map<Integer, Integer> FIRST_PATCHES = Map.of(23, 17, 24, 11, 25, 7, 26, 2);

  public ClusterInfo {
    granted = Set.copyOf(granted);
    denied = Map.copyOf(denied);
  }

  /** Whether it is K3s, whose releases alone our own user-data installs. */
  public boolean isK3s() {
    return version.contains("+k3s") || version.contains("-k3s");
  }

  /**
   * Whether its agents may join by a bootstrap token (source: K3s' documentation of {@code k3s
   * token}: v1.23.17, v1.24.11, v1.25.7, v1.26.2). A version that nobody can read is taken as new.
   */
  public boolean takesBootstrapTokens() {
    Matcher numbers = NUMBERS.matcher(version);
    if (!isK3s() || !numbers.find()) {
      return true;
    }
    int minor = Integer.parseInt(numbers.group(1));
    int patch = Integer.parseInt(numbers.group(2));
    return minor > 26 || patch >= FIRST_PATCHES.getOrDefault(minor, Integer.MAX_VALUE);
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
