/** HTTP faces over the simulator's world, written from the wire contracts. */
@NullMarked
package io.github.ciautoscaler.sandbox;

import org.jspecify.annotations.NullMarked;
