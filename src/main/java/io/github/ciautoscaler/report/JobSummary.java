package io.github.ciautoscaler.report;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How many jobs there are. A count is null until it was read once.
 *
 * @param unservable queued jobs that no machine can serve
 * @param oldestWait how long some label set has had queued jobs; zero while none has
 */
public record JobSummary(
    @Nullable Integer queued,
    @Nullable Integer blocked,
    @Nullable Integer running,
    @Nullable Integer unservable,
    Duration oldestWait) {}
