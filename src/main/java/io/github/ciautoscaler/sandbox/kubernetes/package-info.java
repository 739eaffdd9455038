/**
 * A Kubernetes API server over the simulated cluster: what client-java, kubectl and kube-rs ask
 * for, with a journal that gives versions and watches.
 */
@NullMarked
package io.github.ciautoscaler.sandbox.kubernetes;

import org.jspecify.annotations.NullMarked;
