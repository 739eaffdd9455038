package io.github.ciautoscaler.reconcile;

import java.time.Instant;

/**
 * What a system said of the time, in an answer that came quickly.
 *
 * @param said in whole seconds, by its own clock, as it began to answer
 * @param heard by the clock that the readings are stamped with
 */
public record ServerTime(Instant said, Instant heard) {}
