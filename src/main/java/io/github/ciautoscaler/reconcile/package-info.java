/**
 * One pass and its loop: observe, plan, record, execute, report; and the ports it needs. No Spring,
 * no thread, no clock.
 */
@NullMarked
package io.github.ciautoscaler.reconcile;

import org.jspecify.annotations.NullMarked;
