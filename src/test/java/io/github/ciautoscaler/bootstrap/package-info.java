/** How the bootstrap room is shown to be right. */
@NullMarked
package io.github.ciautoscaler.bootstrap;

import org.jspecify.annotations.NullMarked;
