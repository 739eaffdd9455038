package io.github.ciautoscaler.app.settings;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Every value as text, one for each {@link Variable} and named as its key. Bound from what {@link
 * Resolver} chose, so that an environment such as AUTOSCALER_PORT cannot reach it.
 */
@ConfigurationProperties("autoscaler")
record RawSettings(
    @Nullable String hetznerApiToken,
    @Nullable String giteaAdminToken,
    @Nullable String giteaTimeoutSecs,
    @Nullable String clusterSecret,
    @Nullable String giteaApiUrl,
    @Nullable String pushgatewayUrl,
    @Nullable String runnerNamespace,
    @Nullable String maxNodes,
    @Nullable String pollIntervalSecs,
    @Nullable String idleTimeoutMins,
    @Nullable String billingWindowMins,
    @Nullable String provisioningTimeoutSecs,
    @Nullable String hetznerServerType,
    @Nullable String hetznerLocation,
    @Nullable String placementCooldownSecs,
    @Nullable String hetznerImage,
    @Nullable String k3sAgentArgs,
    @Nullable String rustLog,
    @Nullable String hcloudEndpoint,
    @Nullable String hcloudNetwork,
    @Nullable String hcloudSshKey,
    @Nullable String hcloudFirewall,
    @Nullable String hcloudPublicIpv4,
    @Nullable String hcloudPublicIpv6,
    @Nullable String hcloudCloudInit,
    @Nullable String k3sUrl,
    @Nullable String runnerLabels,
    @Nullable String runnerPodSelector,
    @Nullable String runnerFetchWindowSecs,
    @Nullable String countUnlabelledJobs,
    @Nullable String blockMetadata,
    @Nullable String installationId,
    @Nullable String adoptUnowned,
    @Nullable String adminToken,
    @Nullable String dryRun,
    @Nullable String logFormat,
    @Nullable String logLevel,
    @Nullable String clockUrl,
    @Nullable String sandboxAutoscaler,
    @Nullable String sandboxSpeed,
    @Nullable String sandboxSeed,
    @Nullable String sandboxForge) {

  @Override
  public String toString() {
    return "RawSettings[***]";
  }
}
