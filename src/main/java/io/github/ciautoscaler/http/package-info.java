/**
 * How any system is reached over HTTP: one exchange, lists page by page, proxies, trust, tokens and
 * deadlines.
 */
@NullMarked
package io.github.ciautoscaler.http;

import org.jspecify.annotations.NullMarked;
