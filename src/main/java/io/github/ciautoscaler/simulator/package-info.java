/**
 * Forge, cloud and cluster as one seeded world on a virtual clock. No Spring, socket, thread or
 * wall clock.
 */
@NullMarked
package io.github.ciautoscaler.simulator;

import org.jspecify.annotations.NullMarked;
