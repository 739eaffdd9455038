/**
 * Measures the watch: plants small mistakes into the rooms that decide and act, and counts which of
 * them the storm and the tests notice. docs/mutation.md has the table.
 */
@NullMarked
package io.github.ciautoscaler.mutation;

import org.jspecify.annotations.NullMarked;
