/** How the log looks and what it leaves out. */
@NullMarked
package io.github.ciautoscaler.app.logging;

import org.jspecify.annotations.NullMarked;
