/**
 * What to do next and why: launches, terminations, garbage collection, folded into one plan. Pure
 * functions of one observation.
 */
@NullMarked
package io.github.ciautoscaler.plan;

import org.jspecify.annotations.NullMarked;
