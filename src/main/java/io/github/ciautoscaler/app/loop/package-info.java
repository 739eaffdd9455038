/** Runs the passes in production: threads, the schedule, the log and shutdown. */
@NullMarked
package io.github.ciautoscaler.app.loop;

import org.jspecify.annotations.NullMarked;
