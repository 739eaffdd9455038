/**
 * Programs that print the figures which docs/figures.md quotes. Their names end in Figures, so that
 * the build passes them by: {@code mvn -q test -Dtest=PlanFigures}.
 */
@NullMarked
package io.github.ciautoscaler.figures;

import org.jspecify.annotations.NullMarked;
