package io.github.ciautoscaler.reconcile;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one source did in a pass.
 *
 * @param name gitea, hetzner or kubernetes
 * @param ok every reading of it is complete
 * @param asOf the oldest complete reading of it; null before the first
 * @param took how long this pass's calls to it took; null where none was made
 * @param problem what is wrong, without secrets; also while ok, where something was left out that
 *     is not missed; else null
 */
public record SourceHealth(
    String name,
    boolean ok,
    @Nullable Instant asOf,
    @Nullable Duration took,
    @Nullable String problem) {}
