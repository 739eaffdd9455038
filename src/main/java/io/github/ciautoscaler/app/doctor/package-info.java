/** Looks at everything outside that has to be right, and says how to mend what is not. */
@NullMarked
package io.github.ciautoscaler.app.doctor;

import org.jspecify.annotations.NullMarked;
