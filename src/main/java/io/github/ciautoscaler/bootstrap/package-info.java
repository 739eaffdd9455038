/** The user-data a new server boots with. Pure. */
@NullMarked
package io.github.ciautoscaler.bootstrap;

import org.jspecify.annotations.NullMarked;
