/**
 * What a history of jobs would have cost, and how long its jobs would have waited: the production
 * planner in the simulator's world beside the rules of other autoscalers and bounds that nobody can
 * beat. A command of its own, without Spring.
 */
@NullMarked
package io.github.ciautoscaler.replay;

import org.jspecify.annotations.NullMarked;
