/** What the planner decides, in sentences. */
@NullMarked
package io.github.ciautoscaler.plan;

import org.jspecify.annotations.NullMarked;
