/** A Gitea server's Actions API over the simulated forge. */
@NullMarked
package io.github.ciautoscaler.sandbox.gitea;

import org.jspecify.annotations.NullMarked;
