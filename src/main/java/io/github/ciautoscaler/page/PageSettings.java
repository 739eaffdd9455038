package io.github.ciautoscaler.page;

import java.util.function.IntSupplier;

/**
 * What the page needs to know of the configuration.
 *
 * @param version of this program
 * @param maximum the most machines over all pools, asked for because its file may change
 */
public record PageSettings(String version, IntSupplier maximum) {}
