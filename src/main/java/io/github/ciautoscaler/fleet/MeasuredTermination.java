package io.github.ciautoscaler.fleet;

import java.time.Duration;

/** How long it took from the last look at a machine until its server was gone. */
public record MeasuredTermination(String machine, Duration took) {}
