/** How we reach Gitea, Hetzner and the Pushgateway: proxies, trust, tokens and deadlines. */
@NullMarked
package io.github.ciautoscaler.app.http;

import org.jspecify.annotations.NullMarked;
