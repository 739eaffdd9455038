/**
 * The profile {@code sandbox}: starts the simulated world before anything is wired and puts it in
 * the place of the real systems; and the world's clock for a second process.
 */
@NullMarked
package io.github.ciautoscaler.app.sandbox;

import org.jspecify.annotations.NullMarked;
