package io.github.ciautoscaler.fleet;

/** What a server type has, as its seller says. */
public record MachineSize(String serverType, int cores, double memoryGb, long diskGb) {}
