package io.github.ciautoscaler.report;

import io.github.ciautoscaler.reconcile.SourceHealth;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How one source did.
 *
 * @param age of its oldest complete reading at the pass's end; null before the first
 */
public record SourceSummary(SourceHealth health, @Nullable Duration age) {}
