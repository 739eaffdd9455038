/** How a pass leads, remembers and learns, in sentences. */
@NullMarked
package io.github.ciautoscaler.reconcile;

import org.jspecify.annotations.NullMarked;
