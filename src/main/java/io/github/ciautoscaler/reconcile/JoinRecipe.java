package io.github.ciautoscaler.reconcile;

import io.github.ciautoscaler.fleet.Secret;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How new machines join, as far as the owner decides it.
 *
 * @param controlPlaneUrl null: found from the control-plane nodes
 * @param clusterSecret used where no join token may be made
 * @param agentArgs K3S_AGENT_ARGS, shell text
 * @param customUserData replaces everything else; null for ours
 */
public record JoinRecipe(
    @Nullable String controlPlaneUrl,
    Supplier<Secret> clusterSecret,
    String agentArgs,
    boolean blockMetadata,
    @Nullable Secret customUserData) {}
