package io.github.ciautoscaler.fleet;

import java.time.Duration;

/**
 * What deriving the fleet depends on.
 *
 * @param provisioningTimeout how long a machine may take from its order to its first runner
 * @param adoptUnowned whether servers with the original's label alone are ours without a Node
 */
public record FleetSettings(Duration provisioningTimeout, boolean adoptUnowned) {}
