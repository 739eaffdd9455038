/** A violation planted on purpose: it proves that the rules can fail. */
@NullMarked
package io.github.ciautoscaler.plan.planted;

import org.jspecify.annotations.NullMarked;
