/** What we ship beside the code, held against what it must be. */
@NullMarked
package io.github.ciautoscaler.shipping;

import org.jspecify.annotations.NullMarked;
