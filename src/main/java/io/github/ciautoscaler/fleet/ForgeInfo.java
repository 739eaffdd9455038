package io.github.ciautoscaler.fleet;

/**
 * What the forge is and can.
 *
 * @param version as it says itself
 * @param canDisable whether runners can be disabled (Gitea from 1.26): the safe teardown rests on
 *     it
 */
public record ForgeInfo(String flavour, String version, boolean canDisable) {}
