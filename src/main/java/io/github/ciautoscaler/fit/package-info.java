/** Whether pods fit on a machine, one that is there or one that could be launched. Pure. */
@NullMarked
package io.github.ciautoscaler.fit;

import org.jspecify.annotations.NullMarked;
