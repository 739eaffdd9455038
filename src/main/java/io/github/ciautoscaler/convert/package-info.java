/**
 * Turns what other autoscalers are given into a file of pools. A command of its own: no Spring, no
 * server, no settings.
 */
@NullMarked
package io.github.ciautoscaler.convert;

import org.jspecify.annotations.NullMarked;
