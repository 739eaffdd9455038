/**
 * What is: readings, jobs, runners, servers, nodes, and the managed nodes they join to. Knows the
 * JDK only.
 */
@NullMarked
package io.github.ciautoscaler.fleet;

import org.jspecify.annotations.NullMarked;
