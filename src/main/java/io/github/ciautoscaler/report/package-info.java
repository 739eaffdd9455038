/**
 * What happened between two passes, as events with ids, and one summary of the fleet. Log, metrics,
 * API and the cluster's Events show these, so that no two of them differ. No Spring, no thread, no
 * clock.
 */
@NullMarked
package io.github.ciautoscaler.report;

import org.jspecify.annotations.NullMarked;
