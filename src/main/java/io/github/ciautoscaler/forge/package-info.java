/** Gitea and Forgejo over HTTP. */
@NullMarked
package io.github.ciautoscaler.forge;

import org.jspecify.annotations.NullMarked;
