/** Holds the rooms and their arrows. */
@NullMarked
package io.github.ciautoscaler.architecture;

import org.jspecify.annotations.NullMarked;
