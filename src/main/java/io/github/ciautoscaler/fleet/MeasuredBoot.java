package io.github.ciautoscaler.fleet;

import java.time.Duration;

/** How long it took from a machine's order until it was seen to serve. */
public record MeasuredBoot(String machine, String pool, Duration took) {}
