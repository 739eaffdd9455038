/**
 * What the owner configured, as the rooms are given it: from Spring's sources to typed settings.
 */
@NullMarked
package io.github.ciautoscaler.app.settings;

import org.jspecify.annotations.NullMarked;
