/** REST, problem+json, and who may write. */
@NullMarked
package io.github.ciautoscaler.api;

import org.jspecify.annotations.NullMarked;
