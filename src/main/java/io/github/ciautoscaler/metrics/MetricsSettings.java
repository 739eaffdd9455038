package io.github.ciautoscaler.metrics;

import java.time.Duration;

/**
 * What the metrics show of the configuration.
 *
 * @param version of this program
 * @param maxNodes the most machines over all pools
 * @param dryRun whether it only decides and reports
 * @param provisioningTimeout after which a server without a node should have been given up
 */
public record MetricsSettings(
    String version, int maxNodes, boolean dryRun, Duration provisioningTimeout) {}
