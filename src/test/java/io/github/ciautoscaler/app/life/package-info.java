/**
 * The production adapters and the loop over real HTTP, beside a simulated world that stands still.
 */
@NullMarked
package io.github.ciautoscaler.app.life;

import org.jspecify.annotations.NullMarked;
