/** Binds and validates the settings, wires the rooms, and runs the loop. */
@NullMarked
package io.github.ciautoscaler.app;

import org.jspecify.annotations.NullMarked;
