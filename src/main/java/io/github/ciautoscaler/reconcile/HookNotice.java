package io.github.ciautoscaler.reconcile;

import java.util.Optional;

/**
 * What a signed delivery of the forge's webhook says. It is a reason to look and nothing else: what
 * is true is read from the forge.
 *
 * @param delivery the forge's id of this delivery; a repeated one is no news
 * @param queuedJob the id of a job that may have been queued; empty where it names none
 * @param wakes whether a pass is worth while
 */
public record HookNotice(String delivery, Optional<Long> queuedJob, boolean wakes) {}
