/**
 * The page for people: one look says what the autoscaler does, why, and what it costs.
 *
 * <p>A {@link io.github.ciautoscaler.page.Overview} holds what is shown, as plain values; the
 * templates in {@code src/main/jte} only lay it out. Texts of the forge and the cloud are hostile:
 * the templates escape all of them.
 */
@NullMarked
package io.github.ciautoscaler.page;

import org.jspecify.annotations.NullMarked;
