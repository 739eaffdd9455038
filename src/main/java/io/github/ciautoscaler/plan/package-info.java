/**
 * What to do next and why: demand, scale up, scale down, repair. Pure functions of one observation.
 */
@NullMarked
package io.github.ciautoscaler.plan;

import org.jspecify.annotations.NullMarked;
