package io.github.ciautoscaler.app.jar;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The environment of an owner of the original. */
final class OriginalEnvironment {

  private OriginalEnvironment() {}

  /**
   * What the original's README lists, every name of it but its Pushgateway's, and where the
   * simulated servers are.
   */
  static Map<String, String> of(WorldBeside world) {
    Map<String, String> found = world.sandbox().environment().variables();
    Map<String, String> environment = new HashMap<>();
    List.of(
            "HETZNER_API_TOKEN",
            "GITEA_ADMIN_TOKEN",
            "CLUSTER_SECRET",
            "GITEA_API_URL",
            "HCLOUD_ENDPOINT",
            "KUBECONFIG",
            "AUTOSCALER_CLOCK_URL")
        .forEach(name -> environment.put(name, found.getOrDefault(name, "")));
    environment.put("RUNNER_NAMESPACE", "gitea-runners");
    environment.put("MAX_NODES", String.valueOf(WorldBeside.MAX_NODES));
    environment.put("POLL_INTERVAL_SECS", "10");
    environment.put("IDLE_TIMEOUT_MINS", "5");
    environment.put("BILLING_WINDOW_MINS", "5");
    environment.put("PROVISIONING_TIMEOUT_SECS", "600");
    environment.put("HETZNER_SERVER_TYPE", "ccx33,ccx23");
    environment.put("HETZNER_LOCATION", "nbg1,fsn1");
    environment.put("PLACEMENT_COOLDOWN_SECS", "300");
    environment.put("HETZNER_IMAGE", "ubuntu-24.04");
    environment.put(
        "K3S_AGENT_ARGS",
        "--node-label=managed-by=gitea-ci-autoscaler --node-label=node-role=ci-runner");
    environment.put("RUST_LOG", "info,gitea_ci_autoscaler=info");
    return environment;
  }
}
