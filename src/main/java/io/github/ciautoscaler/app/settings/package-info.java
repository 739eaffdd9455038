/** What the owner configured: where each value comes from, whether it holds, and what it means. */
@NullMarked
package io.github.ciautoscaler.app.settings;

import org.jspecify.annotations.NullMarked;
