/** The Hetzner Cloud API over the simulated cloud. */
@NullMarked
package io.github.ciautoscaler.sandbox.hetzner;

import org.jspecify.annotations.NullMarked;
