package io.github.ciautoscaler.app.settings;

import java.util.EnumSet;
import java.util.Set;

/**
 * What cannot change under a running process: addresses, what runner pods and machines are attached
 * to, and what marks them as ours. All else follows its file.
 */
final class NextStart {

  private static final Set<Variable> HELD =
      Set.copyOf(
          EnumSet.of(
              Variable.GITEA_API_URL,
              Variable.PUSHGATEWAY_URL,
              Variable.RUNNER_NAMESPACE,
              Variable.RUNNER_POD_SELECTOR,
              Variable.HCLOUD_ENDPOINT,
              Variable.HCLOUD_NETWORK,
              Variable.HCLOUD_SSH_KEY,
              Variable.HCLOUD_FIREWALL,
              Variable.HCLOUD_PUBLIC_IPV4,
              Variable.HCLOUD_PUBLIC_IPV6,
              Variable.GITEA_TIMEOUT_SECS,
              Variable.INSTALLATION_ID,
              Variable.LOG_FORMAT,
              Variable.AUTOSCALER_CLOCK_URL,
              Variable.SANDBOX_AUTOSCALER,
              Variable.SANDBOX_SPEED,
              Variable.SANDBOX_SEED,
              Variable.SANDBOX_FORGE));

  private NextStart() {}

  static boolean holds(Variable variable) {
    return HELD.contains(variable);
  }
}
