package io.github.ciautoscaler.report;

import io.github.ciautoscaler.fleet.ForeignServer;
import java.time.Duration;

/** A server that looks managed and is not ours, how old it is and what it costs somebody. */
public record ForeignSummary(ForeignServer foreign, Duration age, Bill bill) {}
