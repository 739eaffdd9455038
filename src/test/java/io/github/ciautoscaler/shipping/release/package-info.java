/** How a version leaves the house: workflows, their scripts, and what contributors are told. */
@NullMarked
package io.github.ciautoscaler.shipping.release;

import org.jspecify.annotations.NullMarked;
