package io.github.ciautoscaler.fleet;

import org.jspecify.annotations.Nullable;

/**
 * A new server, and what it may have to know of the cluster that it joins.
 *
 * @param name becomes the Node's name
 * @param pool its pool's name, which its Node is labelled with
 * @param cluster null while it is not known
 * @param controlPlane the address of a control-plane node, IPv6 in brackets; null where none is
 *     known
 * @param tokenId of its bootstrap token; null where it has none
 */
public record JoiningMachine(
    String name,
    String pool,
    @Nullable ClusterInfo cluster,
    @Nullable String controlPlane,
    @Nullable String tokenId) {}
