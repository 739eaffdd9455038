/** The packaged jar as a process of its own, beside a simulated world that moves by itself. */
@NullMarked
package io.github.ciautoscaler.app.jar;

import org.jspecify.annotations.NullMarked;
