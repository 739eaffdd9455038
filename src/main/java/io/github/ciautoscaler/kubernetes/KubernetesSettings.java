package io.github.ciautoscaler.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where in the cluster our things are.
 *
 * @param runnerNamespace where the runner pods live
 * @param runnerPodSelector which pods there are runners, as a label selector
 * @param ownNamespace where our Lease, ConfigMap and Events about ourselves live
 * @param name of our Lease and ConfigMap
 * @param deployment that Events about ourselves are about
 */
public record KubernetesSettings(
    String runnerNamespace,
    String runnerPodSelector,
    String ownNamespace,
    String name,
    String deployment) {

  public static final String NAME = "gitea-ci-autoscaler";

  KubernetesSettings(
      String runnerNamespace, String runnerPodSelector, String ownNamespace, String name) {
    this(runnerNamespace, runnerPodSelector, ownNamespace, name, name);
  }

  /**
   * Our own namespace is found in the environment; outside a cluster it is the runners'. So is
   * DEPLOYMENT_NAME, where it is not called as we are.
   */
  public static KubernetesSettings of(
      String runnerNamespace, String runnerPodSelector, Map<String, String> environment) {
    return new KubernetesSettings(
        runnerNamespace,
        runnerPodSelector,
        ownNamespace(environment, ApiClients.SERVICE_ACCOUNT, runnerNamespace),
        NAME,
        environment.getOrDefault("DEPLOYMENT_NAME", NAME));
  }

  /** POD_NAMESPACE, then the service account's namespace file, then the fallback. */
  static String ownNamespace(
      Map<String, String> environment, Path serviceAccount, String fallback) {
    String told = environment.getOrDefault("POD_NAMESPACE", "").strip();
    if (!told.isEmpty()) {
      return told;
    }
    try {
      String mounted = Files.readString(serviceAccount.resolve("namespace")).strip();
      return mounted.isEmpty() ? fallback : mounted;
    } catch (IOException notInACluster) {
      return fallback;
    }
  }
}
