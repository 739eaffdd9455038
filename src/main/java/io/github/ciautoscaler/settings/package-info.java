/**
 * What can be configured: one declaration per setting, the tree of what was given with where each
 * value came from, and what is wrong with it. Knows the fleet's words and the JDK only; what needs
 * Spring is a source of values, made by the application.
 */
@NullMarked
package io.github.ciautoscaler.settings;

import org.jspecify.annotations.NullMarked;
