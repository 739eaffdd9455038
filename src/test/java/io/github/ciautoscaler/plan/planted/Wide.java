package io.github.ciautoscaler.plan.planted;

/** Made of more parts than anybody keeps apart by position. */
public record Wide(int one, int two, int three, int four, int five, int six) {}
