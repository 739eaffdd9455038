/** Hetzner Cloud over HTTP: errors by reaction, the rate budget, prices. */
@NullMarked
package io.github.ciautoscaler.hetzner;

import org.jspecify.annotations.NullMarked;
