/**
 * What all simulated servers share: requests, answers, routes, paging, the access log, and the
 * faults that can be asked for.
 */
@NullMarked
package io.github.ciautoscaler.sandbox.wire;

import org.jspecify.annotations.NullMarked;
