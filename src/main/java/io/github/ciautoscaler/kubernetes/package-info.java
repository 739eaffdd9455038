/**
 * Nodes, pods, eviction, stored state, leases, events and join tokens through the official client.
 */
@NullMarked
package io.github.ciautoscaler.kubernetes;

import org.jspecify.annotations.NullMarked;
