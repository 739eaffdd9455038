/** Every meter, and the Pushgateway. */
@NullMarked
package io.github.ciautoscaler.metrics;

import org.jspecify.annotations.NullMarked;
