package io.github.ciautoscaler.bootstrap;

import io.github.ciautoscaler.fleet.Secret;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The secret by which a machine joins a K3s cluster, in the formats that K3s takes. */
public final class JoinToken {

  private static final Pattern BOOTSTRAP =
      Pattern.compile("(K10[0-9a-f]{64}::)?[a-z0-9]{6}\\.[a-z0-9]{16}");
  private static final Pattern AGENT = Pattern.compile("K10[0-9a-f]{64}::node:.+");

  private JoinToken() {}

  /**
   * A machine's own token.
   *
   * @param caHash hex SHA-256 of the cluster's CA; null where it is not known, and the agent then
   *     trusts whichever CA it meets
   */
  public static Secret bootstrap(@Nullable String caHash, String id, Secret secret) {
    String token = id + "." + secret.reveal();
    return new Secret(caHash == null ? token : "K10" + caHash + "::" + token);
  }

  /** Whether it lets in agents and nothing else, as far as its form shows. */
  static boolean isOfAgents(Secret clusterSecret) {
    return AGENT.matcher(clusterSecret.reveal()).matches();
  }

  /** Why this CLUSTER_SECRET is more powerful than it need be; empty where it is not. */
  public static Optional<String> warning(Secret clusterSecret) {
    String token = clusterSecret.reveal();
    if (BOOTSTRAP.matcher(token).matches() || AGENT.matcher(token).matches()) {
      return Optional.empty();
    }
    return Optional.of(
        "CLUSTER_SECRET looks like a K3s server token, which gives full control of the cluster to"
            + " whoever reads it on a CI machine: use an agent token, or grant the right to make"
            + " a bootstrap token for each machine.");
  }
}
