package io.github.ciautoscaler.app.settings;

/**
 * Where it stands what a pool's machines are, in the owner's spelling: the file's path, or the
 * variable that the pool takes it from.
 */
public record PoolPlaces(String serverTypes, String locations, String image) {}
