package io.github.ciautoscaler.fleet;

/**
 * A server with the managed-by label that is not ours: listed, never touched.
 *
 * @param installation whose it is as far as its labels say; empty for one with the original's label
 *     alone
 */
public record ForeignServer(Server server, String installation) {}
